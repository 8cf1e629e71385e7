-- Hands over what a gateway counted by itself, exactly once, and tells what all gateways have counted.
-- KEYS: state, the gateway's last hand-over, the days (a number follows)
-- ARGV: 1 epoch, 2 version, 3 epoch where there is none, 4 number of this hand-over, 5 version that is known in full, 6 seconds that days are kept,
--       7… day, user, links, bytes, refusals of each change
-- Answers: outcome (0 done, 6 another epoch), version, day, microseconds, epoch, then each changed day with its fields and values
local most = 9007199254740992
local state = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'clock')
local time = redis.call('TIME')
local seconds = time[1] + (state[3] or 0)
local micros = seconds * 1000000 + time[2]
local day = math.floor(seconds / 86400)
if not state[1] then
  redis.call('HSET', KEYS[1], 'epoch', ARGV[3], 'version', 0)
  state = {ARGV[3], 0}
end

local version = tonumber(state[2])
if state[1] ~= ARGV[1] or version < tonumber(ARGV[2]) then
  return {6, version, day, micros, state[1]}
end

local days = {[day] = true}
local number = tonumber(redis.call('GET', KEYS[2]) or 0)
if #ARGV > 6 and number < tonumber(ARGV[4]) then
  for i = 7, #ARGV, 5 do
    local dayKey = KEYS[3] .. ARGV[i]
    for j, field in ipairs({'l', 'b', 'r'}) do
      local change = tonumber(ARGV[i + 1 + j])
      if change ~= 0 then
        for _, name in ipairs({field .. ':' .. ARGV[i + 1], field}) do
          local count = tonumber(redis.call('HGET', dayKey, name) or 0) + change
          redis.call('HSET', dayKey, name, string.format('%.0f', math.max(0, math.min(most, count))))
        end
      end
    end
    redis.call('EXPIRE', dayKey, ARGV[6])
  end
  redis.call('SET', KEYS[2], ARGV[4], 'EX', 172800)
  version = redis.call('HINCRBY', KEYS[1], 'version', 1)
end

for i = 7, #ARGV, 5 do
  days[tonumber(ARGV[i])] = true
end

local answer = {0, version, day, micros, state[1]}
if version ~= tonumber(ARGV[5]) then
  for changed in pairs(days) do
    answer[#answer + 1] = {changed, redis.call('HGETALL', KEYS[3] .. string.format('%.0f', changed))}
  end
end

return answer
