--
-- prints.lua - lua5.4 prints.lua folder: what printing costs, beside tcpdump
--
-- Processor time of whole processes, each pair in turn, the median of the
-- ratios of seven: lines and JSON of 60,000 segments of one host and of 18,000,
-- and the start on a file without packets.
--
local build = ...

local PACKETS, ROUNDS = 60000, 7

local function header()
  return string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1)
end

-- A TCP segment of host i with a payload of up to 99 bytes.
local function segment(i, host)
  local payload = ("x"):rep(i * 37 % 100)
  return string.pack(">I6I6I2 BBI2I2I2BBI2I4I4 I2I2I4I4BBI2I2I2",
    0x020000000001, 0x020000000002, 0x0800, 0x45, 0, 40 + #payload,
    i & 0xffff, 0, 64, 6, 0, 0x0a000000 + host, 0xc6336401,
    1024 + host % 60000, 443, i, i, 0x50, 0x18, 512, 0, 0) .. payload
end

local function generate(name, count, hosts)
  local file = assert(io.open(name, "wb"))
  assert(file:write(header()))
  for i = 1, count do
    local frame = segment(i, i * 7919 % hosts)
    assert(file:write(string.pack("<I4I4I4I4", i // 1000, i % 1000 * 1000,
      #frame, #frame), frame))
  end
  assert(file:close())
  return name
end

-- Seconds of processor time, of so many runs.
local function seconds(command, runs)
  local pipe = assert(io.popen(("bash -c %q 2>&1"):format(
    ("TIMEFORMAT='%%U %%S'; time for ((i = 0; i < %d; i++)); do %s " ..
      ">/dev/null 2>&1; done"):format(runs, command))))
  local user, system = pipe:read("n", "n")
  assert(pipe:close() and system, command)
  return user + system
end

local function ratio(what, aim, ours, theirs, runs)
  local list = {}
  for i = 1, ROUNDS do
    local first, second = seconds(ours, runs), seconds(theirs, runs)
    list[i] = first / second
  end
  table.sort(list)
  local median = list[ROUNDS // 2 + 1]
  print(("%-52s %6.2f %5.2f%s"):format(what, median, aim,
    median > aim and "  missed" or ""))
end

local folder = build .. "/prints"
assert(os.execute("mkdir -p " .. folder))
local one = generate(folder .. "/one.pcap", PACKETS, 1)
local many = generate(folder .. "/many.pcap", PACKETS, 18000)
local empty = generate(folder .. "/empty.pcap", 0, 1)
local pcaplua = "LUA_INIT= " .. build .. "/pcaplua -r "

print(("%-52s %6s %5s"):format("printing, processor time", "ratio", "aim"))
ratio("lines of one host / tcpdump -nr", 1, pcaplua .. one,
  "tcpdump -nr " .. one, 1)
ratio("lines of 18,000 hosts / tcpdump -nr", 1, pcaplua .. many,
  "tcpdump -nr " .. many, 1)
ratio("-T json / lines, one host", 2.5, pcaplua .. one .. " -T json",
  pcaplua .. one, 3)
ratio("-T json / lines, 18,000 hosts", 2.5, pcaplua .. many .. " -T json",
  pcaplua .. many, 3)
ratio("start on an empty file / tcpdump -r", 1.2, pcaplua .. empty,
  "tcpdump -r " .. empty, 40)
