-- wrk: every request with a key of the list, at random. Arguments: the list, and milliseconds of rest a connection.
local keys = {}

function init(args)
  for line in io.lines(args[1]) do keys[#keys + 1] = line end
  math.randomseed(os.time())
  local rest = tonumber(args[2] or '0')
  if rest > 0 then
    function delay() return math.random(0, 2 * rest) end
  end
end

function request()
  return wrk.format('GET', nil, { Authorization = 'Bearer ' .. keys[math.random(#keys)] })
end
