-- wrk: every request revokes a key at random. Argument: a list of lines "key id <tab> its owner's token".
local owned = {}

function init(args)
  for line in io.lines(args[1]) do
    local id, token = line:match('^(%S+)\t(%S+)$')
    owned[#owned + 1] = { id, token }
  end
  math.randomseed(os.time())
end

function request()
  local key = owned[math.random(#owned)]
  local headers = { Cookie = 'sb-access-token=' .. key[2], ['Content-Type'] = 'application/json' }
  return wrk.format('DELETE', '/api/v1/keys/' .. key[1], headers, '{"reason":"rotation: quarterly"}')
end
