-- Keeps of each user's tokens the one that was changed last; of two that never were, the first that came.
-- KEYS: tokens, their version
-- ARGV: 1 another version, 2… user, when the token was changed, token
-- Answers: version, then the same of each user as it is kept
local version = redis.call('GET', KEYS[2])
local answer = {version or ARGV[1]}
local isChanged = not version
for i = 2, #ARGV, 3 do
  local user, changed, token = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local kept = redis.call('HGET', KEYS[1], user)
  local keptChanged, keptToken = string.match(kept or '', '^(%d+) (%S+)$')
  if keptToken and tonumber(keptChanged) >= tonumber(changed) then
    changed, token = keptChanged, keptToken
  else
    redis.call('HSET', KEYS[1], user, changed .. ' ' .. token)
    isChanged = true
  end

  answer[#answer + 1] = user
  answer[#answer + 1] = changed
  answer[#answer + 1] = token
end

if isChanged then
  redis.call('SET', KEYS[2], ARGV[1])
  answer[1] = ARGV[1]
end

return answer
