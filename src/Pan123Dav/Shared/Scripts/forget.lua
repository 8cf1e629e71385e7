-- Takes back that a file is paid for, unless a request to another gateway relies on it.
-- KEYS: what is paid for this file and its holder
-- ARGV: 1 gateway
-- Answers: 1 when it is taken back
if redis.call('HGET', KEYS[1], 'gateway') ~= ARGV[1] then
  return 0
end

return redis.call('DEL', KEYS[1])
