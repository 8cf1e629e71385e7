-- Raises the common counts to what a gateway knew of them, after Redis was emptied or went back in time.
-- KEYS: state, the days (a number follows)
-- ARGV: 1 epoch that the gateway has seen, 2 epoch from now on where that one went back in time, 3 version that the gateway knew, 4 seconds that days are kept,
--       5… day, user (empty: all users together), links, bytes, refusals
-- Answers: epoch, version
local state = redis.call('HMGET', KEYS[1], 'epoch', 'version')
if not state[1] or (state[1] ~= ARGV[1] and ARGV[1] ~= '') then
  return {state[1] or '', tonumber(state[2] or 0), 0}
end

for i = 5, #ARGV, 5 do
  local dayKey = KEYS[2] .. ARGV[i]
  for j, field in ipairs({'l', 'b', 'r'}) do
    local name = ARGV[i + 1] == '' and field or field .. ':' .. ARGV[i + 1]
    local known = tonumber(ARGV[i + 1 + j])
    if known > tonumber(redis.call('HGET', dayKey, name) or 0) then
      redis.call('HSET', dayKey, name, string.format('%.0f', known))
    end
  end
  redis.call('EXPIRE', dayKey, ARGV[4])
end

local version = math.max(tonumber(state[2]), tonumber(ARGV[3])) + 1
local epoch = ARGV[2] ~= '' and ARGV[2] or state[1]
redis.call('HSET', KEYS[1], 'epoch', epoch, 'version', string.format('%.0f', version))
return {epoch, version, 1}
