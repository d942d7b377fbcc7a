--
-- test.lua - scripts with capture files, and what has to come of them
--
-- NAME.lua reads NAME.pcap. What it prints has to be NAME.out, and what it
-- sends NAME.sent.pcap. Each runs in a pcaplua of its own, which records what
-- is sent.
--
local pycap = require "pycap"

local tester = {}

-- Recording ---------------------------------------------------------------

local Recorder = {}
Recorder.__index = Recorder

function Recorder:inject(...)
  local parts = table.pack(...)
  if type(parts[parts.n]) == "number" then parts.n = parts.n - 1 end
  local packet = parts[1]
  if parts.n > 1 or type(packet) == "table" then
    packet = pycap.packet(table.unpack(parts, 1, parts.n))
  end
  local record = self.record
  record.dump = record.dump or pycap.dump(record.file, {
    datalink = self.level == "ip" and "RAW" or 1 })
  record.count = record.count + 1
  record.dump:write(packet, { time = record.count })
  self.frames = self.frames + 1
  local size = type(packet) == "string" and #packet or #packet.bytes
  self.bytes = self.bytes + size
  return size
end

function Recorder:batch(frames, ...)
  local before = self.frames
  if type(frames) == "function" then
    for frame in frames, ... do self:inject(frame) end
  else
    for _, frame in ipairs(frames) do self:inject(frame) end
  end
  return self.frames - before
end

function Recorder:replay(capture, options)
  local list, bytes = {}, self.bytes
  for packet in capture:packets() do list[#list + 1] = packet end
  local passes = options and options.loop or 1
  for _ = 1, passes do self:batch(list) end
  local seconds = list[1] and list[#list].time - list[1].time or 0
  return { packets = #list * passes, bytes = self.bytes - bytes,
    seconds = seconds * passes, failed = 0, skipped = 0 }
end

function Recorder:stats() return self.frames, self.bytes, 0 end

function Recorder.close() end
Recorder.__close = Recorder.close

--- Has what is sent written into a file, which is made for the first frame. The
--- frames have the times 1, 2, 3 ... seconds.
function tester.record(file)
  local record = { file = file, count = 0 }
  function pycap.inject(options)
    if type(options) ~= "table" then options = { device = options } end
    return setmetatable({ device = options.device, level = options.level,
      record = record, frames = 0, bytes = 0,
      hardware = "02:00:00:00:00:01", protocol = "192.0.2.1" },
      Recorder)
  end
  pycap.atend(function() if record.dump then record.dump:close() end end)
end

-- Testing -----------------------------------------------------------------

local function quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

local function read(name)
  local file = io.open(name, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

local function write(name, text)
  if not text then return os.remove(name) end
  local file = assert(io.open(name, "wb"))
  assert(file:write(text))
  assert(file:close())
end

-- What a command prints, and its exit status.
local function run(command)
  local pipe = assert(io.popen(command))
  local out = pipe:read "a"
  local _, _, status = pipe:close()
  return out, status
end

-- A capture file's packets as text, for people; "" without one.
local function packets(program, file)
  if not read(file) then return "" end
  return (run(("LUA_INIT= %s -r %s -tt -e -X 2>&1"):format(program,
    quote(file))))
end

-- The difference of two texts, as diff has it.
local function difference(name, expected, got)
  local file, other = os.tmpname(), os.tmpname()
  write(file, expected)
  write(other, got)
  local text = run(("diff -u --label %s --label got %s %s"):format(quote(name),
    quote(file), quote(other)))
  os.remove(file)
  os.remove(other)
  return text
end

-- Tests one script. Returns the differences, or "".
local function test(program, path, update)
  local sent, kept = os.tmpname(), path .. ".sent.pcap"
  os.remove(sent)
  local folder, name = path:match "^(.*)/([^/]*)$"
  local out, status = run(("cd %s && LUA_INIT= exec %s --sent %s -r %s.pcap " ..
    "--script %s.lua 2>&1"):format(quote(folder), program, quote(sent),
    quote("./" .. name), quote("./" .. name)))
  if status ~= 0 then out = ("%s(exit status %d)\n"):format(out, status) end
  local found = ""
  if update then
    write(path .. ".out", out)
    write(kept, read(sent))
  else
    local expected = read(path .. ".out")
    if not expected then
      found = name .. ".out is missing: --update writes it\n"
    elseif expected ~= out then
      found = difference(name .. ".out", expected, out)
    end
    if read(sent) ~= read(kept) then
      found = found .. difference(name .. ".sent.pcap",
        packets(program, kept), packets(program, sent))
    end
  end
  os.remove(sent)
  return found
end

--- Tests the scripts of a folder; with `update` writes what comes of them.
--- Prints a line for each, and differences. Returns whether all are right; nil
--- and why: there is nothing to test.
function tester.run(program, folder, update)
  program = quote(program)
  local failed, count = 0, 0
  local list, status = run("ls -1 -- " .. quote(folder .. "/") .. " 2>&1")
  if status ~= 0 then return nil, folder .. ": no folder that can be read" end
  for name in list:gmatch "([^\n]*)%.lua\n" do
    local path = folder .. "/" .. name
    if read(path .. ".pcap") then
      local found = test(program, path, update)
      count = count + 1
      if found ~= "" then failed = failed + 1 end
      print(("%s %s"):format(update and "written" or found == "" and "ok" or
        "failed", name))
      io.write(found)
    else
      io.stderr:write("pcaplua: ", name, ".lua: passed over, there is no ",
        name, ".pcap\n")
    end
  end
  if count == 0 then
    return nil, folder .. ": no NAME.lua with a NAME.pcap beside it"
  end
  if not update then
    print(("%d passed, %d failed"):format(count - failed, failed))
  end
  return failed == 0
end

return tester
