-- Asks for wrk's URL with the tokens of a file, one a line, in turn. Arguments: the file, and wrk's number of threads, of which each starts elsewhere in
-- it. The requests are built once: while wrk measures, the script only hands them out.
local started = 0
local requests = {}
local last = 0

function setup(thread)
  thread:set("place", started)
  started = started + 1
end

function init(args)
  for token in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", nil, { Authorization = "Bearer " .. token })
  end
  last = math.floor(#requests * place / tonumber(args[2]))
end

function request()
  last = last % #requests + 1
  return requests[last]
end

-- Microseconds; requests are all that were answered, status counts those with 400 and above.
function done(summary, latency, each)
  local errors = summary.errors
  io.write(string.format("result: requests=%d micros=%d status=%d connect=%d read=%d write=%d timeout=%d p50=%d p99=%d\n",
    summary.requests, summary.duration, errors.status, errors.connect, errors.read, errors.write, errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
