--
-- dnsjit.lua - dnsjit dnsjit.lua file job: dnsjit's reader by mmap; job "read"
-- reads packets, "layers" decodes all layers of each, "port" looks at a port of
-- TCP and UDP besides; prints seconds of CPU time, and how many packets there
-- were
--
local file, job = arg[2], arg[3]
local objects = require "dnsjit.core.objects"
local input = require("dnsjit.input.mmpcap").new()
local source = input
assert(input:open(file) == 0)
if job ~= "read" then
  source = require("dnsjit.filter.layer").new()
  source:producer(input)
end

local function has_port(object)
  while object ~= nil do
    if object.obj_type == objects.TCP or object.obj_type == objects.UDP then
      return object:cast().dport == 7
    end
    object = object.obj_prev
  end
end

local produce, context = source:produce()
local count, found = 0, 0
local start = os.clock()
if job == "port" then
  local object = produce(context)
  while object ~= nil do
    count = count + 1
    if has_port(object) then found = found + 1 end
    object = produce(context)
  end
else
  while produce(context) ~= nil do count = count + 1 end
end
print(("%.6f %d"):format(os.clock() - start, count))
