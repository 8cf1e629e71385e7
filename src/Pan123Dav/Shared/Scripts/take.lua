-- Takes from the common budgets what a link costs that is not paid for: from all of them or from none.
-- KEYS: state (its field clock holds seconds that the clock is set ahead, in tests alone), what is paid for this file and its holder,
--       the days (a number follows), the probes (a number follows)
-- ARGV: 1 epoch, 2 version, 3 deadline (microseconds, 0 none), 4 user, 5 gateway, 6 use (h handed out, p passed on, b bytes only), 7 price,
--       8 whether the gateway knows the link is paid (0, 1), 9 milliseconds a new link is paid for until its expiry is known, 10 seconds that days are kept,
--       11 links of the user, 12 bytes of the user, 13 links of all, 14 bytes of all (limits; empty none), 15 probe limit (empty none), 16 field of the probe,
--       17… the bytes that are asked for, start and end of each interval, in order
-- Answers: outcome (0 granted, 1 to 4 spent, 5 too late, 6 another epoch), version, day, microseconds, links, bytes, whether a limit of bytes is reached,
--          milliseconds that the link is paid for (0 not known), links, bytes and refusals of the user, and of all
local most = 9007199254740992
local state = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'clock')
local time = redis.call('TIME')
local seconds = time[1] + (state[3] or 0)
local micros = seconds * 1000000 + time[2]
local day = math.floor(seconds / 86400)
local deadline = tonumber(ARGV[3])
if deadline > 0 and micros > deadline then
  return {5, 0, day, micros}
end

if state[1] ~= ARGV[1] or tonumber(state[2] or 0) < tonumber(ARGV[2]) then
  return {6, tonumber(state[2] or 0), day, micros}
end

local use, price = ARGV[6], tonumber(ARGV[7])
local dayKey, probeKey = KEYS[3] .. string.format('%.0f', day), KEYS[4] .. string.format('%.0f', day)
local links, bytes, total, holder = 0, price, 0, false
local ranges = {}

local function add(from, to)
  local merged, placed = {}, false
  for i = 1, #ranges, 2 do
    local a, b = ranges[i], ranges[i + 1]
    if b < from then
      merged[#merged + 1] = a
      merged[#merged + 1] = b
    elseif a > to then
      if not placed then
        merged[#merged + 1] = from
        merged[#merged + 1] = to
        placed = true
      end
      merged[#merged + 1] = a
      merged[#merged + 1] = b
    else
      from, to = math.min(a, from), math.max(b, to)
    end
  end
  if not placed then
    merged[#merged + 1] = from
    merged[#merged + 1] = to
  end
  ranges = merged
  if #ranges > 128 then
    local shortest = 1
    for i = 3, #ranges, 2 do
      if ranges[i + 1] - ranges[i] < ranges[shortest + 1] - ranges[shortest] then
        shortest = i
      end
    end
    table.remove(ranges, shortest)
    table.remove(ranges, shortest)
  end
end

if use ~= 'b' then
  local paid = redis.call('HMGET', KEYS[2], 'paid', 'ranges', 'gateway')
  links = paid[1] and 0 or 1
  total = tonumber(paid[1] or 0)
  holder = paid[3]
  for number in string.gmatch(paid[2] or '', '%d+') do
    ranges[#ranges + 1] = tonumber(number)
  end
  local open = use == 'h' and math.max(0, price - total) or price
  local cost = 0
  for i = 17, #ARGV, 2 do
    local from, to = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
    local length = to - from
    if use == 'h' then
      for j = 1, #ranges, 2 do
        local both = math.min(to, ranges[j + 1]) - math.max(from, ranges[j])
        if both > 0 then
          length = length - both
        end
      end
    end
    cost = cost + math.min(open - cost, length)
  end
  bytes = math.max(links, cost)
end

if ARGV[15] ~= '' then
  local left = tonumber(ARGV[15]) - tonumber(redis.call('HGET', probeKey, ARGV[16]) or 0)
  bytes = math.min(math.max(left, 0), bytes)
end

local fields = {'l:' .. ARGV[4], 'b:' .. ARGV[4], 'r:' .. ARGV[4], 'l', 'b', 'r'}
local counts = redis.call('HMGET', dayKey, unpack(fields))
for i = 1, 6 do
  -- What is no number ends the script before anything is written.
  counts[i] = tonumber(counts[i] or 0) or error(fields[i] .. ' is no number')
end

local function spent(index, limit, amount)
  return amount > 0 and limit ~= '' and counts[index] >= tonumber(limit)
end

local outcome = 0
local nothing = links > 0 and bytes == 0 and 1 or bytes
if links > 0 and bytes == 0 and spent(2, ARGV[12], nothing) then
  outcome = 2
elseif links > 0 and bytes == 0 and spent(5, ARGV[14], nothing) then
  outcome = 4
elseif spent(1, ARGV[11], links) then
  outcome = 1
elseif spent(2, ARGV[12], bytes) then
  outcome = 2
elseif spent(4, ARGV[13], links) then
  outcome = 3
elseif spent(5, ARGV[14], bytes) then
  outcome = 4
end

local version, last, lives = tonumber(state[2]), 0, 0
if outcome == 0 and (links > 0 or bytes > 0) then
  for index, amount in pairs({[1] = links, [2] = bytes, [4] = links, [5] = bytes}) do
    counts[index] = math.min(most, counts[index] + amount)
    redis.call('HSET', dayKey, fields[index], string.format('%.0f', counts[index]))
  end
  redis.call('EXPIRE', dayKey, ARGV[10])
  version = redis.call('HINCRBY', KEYS[1], 'version', 1)
  if bytes > 0 and ((ARGV[12] ~= '' and counts[2] >= tonumber(ARGV[12])) or (ARGV[14] ~= '' and counts[5] >= tonumber(ARGV[14]))) then
    last = 1
  end
  if ARGV[15] ~= '' and bytes > 0 then
    redis.call('HINCRBY', probeKey, ARGV[16], string.format('%.0f', bytes))
    redis.call('EXPIRE', probeKey, 172800)
  end
end

if outcome == 0 and use ~= 'b' then
  -- Whoever gives back what was paid must be the only one who relies on it.
  local owner = (links > 0 or (holder == ARGV[5] and ARGV[8] == '1')) and ARGV[5] or '*'
  if use == 'h' then
    for i = 17, #ARGV, 2 do
      add(tonumber(ARGV[i]), tonumber(ARGV[i + 1]))
    end
  end
  for i = 1, #ranges do
    ranges[i] = string.format('%.0f', ranges[i])
  end
  redis.call('HSET', KEYS[2], 'paid', string.format('%.0f', total + bytes), 'ranges', table.concat(ranges, ' '), 'gateway', owner)
  if links > 0 then
    redis.call('PEXPIRE', KEYS[2], ARGV[9])
  end
  lives = redis.call('PTTL', KEYS[2])
end

return {outcome, version, day, micros, links, bytes, last, lives, counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]}
