--
-- lines.lua - lua5.4 lines.lua folder: what a packet costs in --where and
-- --each, compared with the same handlers in a script
--
-- Instructions by callgrind on two files, so that the difference is packets
-- alone.
--
local build = ...

local FEW, MANY = 5000, 10000

-- Title, a one-liner, the script, and the aim.
local ROWS <const> = {
  { "--each of three fields",
    [[--each 'x, y, z = arp.operation, arp.sourceprotocol, packet.length']],
    [[pycap.on("arp", {"operation", "sourceprotocol", "packet.length"},
      function(a, b, c) x, y, z = a, b, c end)]], 1.15 },
  { "--where false, in C", [[--where 'arp.operation == "reply"']],
    [[pycap.on("arp", {operation = "reply"}, function() end)]], 1.05 },
  { "--where false, in C, of a written file",
    [[--where 'arp.operation == "reply"' -w ]] .. build .. "/lines.out",
    [[pycap.on("arp", {operation = "reply"}, function() end)]], 1.05 },
  { "--where false, in Lua",
    [[--where 'arp.operation == 7 or arp.operation == 9']],
    [[pycap.on("arp", {"operation"}, function(operation)
      if operation == 7 or operation == 9 then print(operation) end
    end)]], 1.15 },
  { "--where false, in Lua, of two fields",
    [[--where 'arp.operation > 7 or arp.targetprotocol == "192.0.2.99"']],
    [[pycap.on("arp", {"operation", "targetprotocol"},
      function(operation, target)
        if operation > 7 or target == "192.0.2.99" then print(target) end
      end)]], 1.15 },
  { "--where false, in Lua, of --top",
    [[--where 'arp.operation == 7 or arp.operation == 9' --top arp.operation]],
    [[pycap.on("arp", {"operation"}, function(operation)
      if operation == 7 or operation == 9 then print(operation) end
    end)]], 1.15 },
}

-- ARP requests of 60 bytes.
local function generate(count)
  local name = ("%s/lines-%d.pcap"):format(build, count)
  local file = assert(io.open(name, "wb"))
  assert(file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0,
    65535, 1)))
  for i = 1, count do
    local host = i % 254 + 1
    assert(file:write(string.pack("<I4I4I4I4", i, 0, 60, 60),
      string.pack(">I6I6I2 I2I2BBI2 I6I4I6I4 I8I8I2", 0xffffffffffff,
        0x020000000000 + host, 0x0806, 1, 0x0800, 6, 4, 1,
        0x020000000000 + host, 0xc0000200 + host, 0, 0xc0000201, 0, 0, 0)))
  end
  assert(file:close())
  return name
end

local few, many = generate(FEW), generate(MANY)

local function instructions(file, words)
  local pipe = assert(io.popen(("LUA_INIT= valgrind --tool=callgrind " ..
    "--callgrind-out-file=/dev/null %s/pcaplua -r %s %s 2>&1"):format(build,
    file, words)))
  local text = pipe:read("a")
  assert(pipe:close(), text)
  return assert(tonumber(text:match("Collected : (%d+)")), text)
end

local function cost(words)
  return (instructions(many, words) - instructions(few, words)) / (MANY - FEW)
end

print(("\n%-40s %7s %9s %6s %5s"):format("instructions per packet", "script",
  "one-liner", "ratio", "aim"))
for _, row in ipairs(ROWS) do
  local title, line, script, aim = table.unpack(row)
  local mine, other = cost(line), cost("--eval '" .. script .. "'")
  print(("%-40s %7.0f %9.0f %6.2f %5.2f%s"):format(title, other, mine,
    mine / other, aim, mine / other > aim and "  missed" or ""))
end
for _, name in ipairs { few, many, build .. "/lines.out" } do
  os.remove(name)
end
