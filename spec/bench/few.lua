--
-- few.lua - lua5.4 few.lua folder: what a packet costs with three protocols
-- built in, and with all of them
--
-- Instructions by callgrind on two files, so that the difference is packets
-- alone.  build/few/NAME is the build with three (make bench).
--
local build = ...

local FEW, MANY = 10000, 30000
local AIM = 1.05

local IDIOMS = {
  arp = 'pycap.on("arp", function(arp) ' ..
    "local _ = arp.operation, arp.sourcehardware, arp.sourceprotocol end)",
  tcp = 'pycap.on("tcp", function(tcp) ' ..
    "local _ = tcp.sourceport, tcp.destinationport, tcp.sequence end)",
}

local frames = {}

-- An ARP request of 60 bytes from host i of a network.
function frames.arp(i)
  return string.pack(">I6I6I2 I2I2BBI2 I6I4I6I4 I8I8I2", 0xffffffffffff,
    0x020000000000 + i, 0x0806, 1, 0x0800, 6, 4, 1, 0x020000000000 + i,
    0xc0000200 + i, 0, 0xc0000201, 0, 0, 0)
end

-- A segment of 60 bytes without options.
function frames.tcp(i)
  return string.pack(">I6I6I2 BBI2I2I2BBI2I4I4 I2I2I4I4BBI2I2I2 I6",
    0x020000000001, 0x020000000000 + i, 0x0800, 0x45, 0, 46, i, 0, 64, 6, 0,
    0xc0000200 + i, 0xc6336401, 40000 + i, 80, i, 1, 0x50, 0x10, 65535, 0, 0,
    0)
end

local function generate(kind, count)
  local name = ("%s/few/%s-%d.pcap"):format(build, kind, count)
  local file = assert(io.open(name, "wb"))
  assert(file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0,
    65535, 1)))
  for i = 1, count do
    local frame = frames[kind](i % 254 + 1)
    assert(file:write(string.pack("<I4I4I4I4", i, 0, #frame, #frame), frame))
  end
  assert(file:close())
  return name
end

local function instructions(folder, kind, file)
  local pipe = assert(io.popen(("LUA_INIT= valgrind --tool=callgrind " ..
    "--callgrind-out-file=/dev/null %s/pcaplua -r %s --eval '%s' 2>&1"):format(
    folder, file, IDIOMS[kind])))
  local text = pipe:read("a")
  assert(pipe:close(), text)
  return assert(tonumber(text:match("Collected : (%d+)")), text)
end

assert(os.execute("mkdir -p " .. build .. "/few"))
print(("%-32s %9s %6s %14s %6s %5s"):format("instructions per packet", "three",
  "all", "", "ratio", "aim"))
for _, kind in ipairs { "arp", "tcp" } do
  local few, many = generate(kind, FEW), generate(kind, MANY)
  local function cost(folder)
    return (instructions(folder, kind, many) -
      instructions(folder, kind, few)) / (MANY - FEW)
  end
  local three, all = cost("build/few/" .. kind), cost(build)
  print(("%-32s %9.0f %6.0f %14s %6.2f %5.2f%s"):format(
    ('on("%s", f): three fields read'):format(kind), three, all, "",
    all / three, AIM, all / three > AIM and "  missed" or ""))
  os.remove(few)
  os.remove(many)
end
