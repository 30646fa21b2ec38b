-- Asks for one address after the other, from the file that the environment names.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do
  paths[#paths + 1] = line
end
local at = 0
local fresh = os.getenv("FRESH")
local thread_id = 0
function setup(thread)
  thread:set("id", thread_id)
  thread_id = thread_id + 1
end
function init()
  at = id * 7919
end
function request()
  at = at + 1
  local path = paths[at % #paths + 1]
  if fresh then
    path = path .. string.format(fresh, at * 2 + id)
  end
  return wrk.format("GET", path)
end
