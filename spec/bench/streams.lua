--
-- streams.lua - lua5.4 streams.lua folder [short]: streams beside a
-- StreamFollower of libtins that does the same, and beside flows
--
local build, short = ...
local CONNECTIONS <const> = 500
local ROUNDS <const> = short and 100 or 300 -- segments of each
local name = build .. "/bench/streams.pcap"

-- A segment of 1460 bytes, or an acknowledgement, from a client or to it.
local function frame(client, server, sequence, acknowledge, flags, payload)
  local from, to, port, other = 0x0a000000 + client, 0xc0000201, 40000, 80
  if server then from, to, port, other = to, from, other, port end
  return string.pack(">I6I6I2 BBI2I2I2BBI2I4I4 I2I2I4I4BBI2I2I2",
    0x020000000001, 0x020000000002, 0x0800, 0x45, 0, 40 + #payload, 0, 0, 64,
    6, 0, from, to, port, other, sequence, acknowledge, 0x50, flags, 65535, 0,
    0) .. payload
end

-- Connections that go on at once; every 16th segment comes before the one that
-- belongs in front of it. Returns how many packets there are.
local function generate()
  local file = assert(io.open(name, "wb"))
  local packets, data = 0, ("x"):rep(1460)
  local function write(...)
    local one = frame(...)
    packets = packets + 1
    assert(file:write(string.pack("<I4I4I4I4", 1000 + packets // 1000000,
      packets % 1000000, #one, #one), one))
  end
  assert(file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0,
    65535, 1)))
  for c = 1, CONNECTIONS do
    write(c, false, 0, 0, 2, "")
    write(c, true, 0, 1, 18, "")
    write(c, false, 1, 1, 16, "GET / HTTP/1.0\r\n\r\n")
  end
  for round = 0, ROUNDS - 1 do
    for c = 1, CONNECTIONS do
      local at = round
      if (round + c) % 16 == 0 then at = round + 1 end
      if (round + c) % 16 == 1 then at = round - 1 end
      if at < 0 or at == ROUNDS then at = round end
      write(c, true, 1 + at * #data, 19, 16, data)
      if round % 2 == 1 then
        write(c, false, 19, 1 + (round - 1) * #data, 16, "")
      end
    end
  end
  assert(file:close())
  return packets
end

-- Seconds of processor time that a command takes, the least of some, and what
-- it prints.
local function measure(command)
  local best, text = math.huge, nil
  for _ = 1, short and 2 or 5 do
    local pipe = assert(io.popen(command .. "; echo; times"))
    local all = pipe:read("a")
    assert(pipe:close(), command)
    local printed, user, system = all:match(
      "^(.-)\n[^\n]*\n0m([%d.]+)s 0m([%d.]+)s\n$")
    text = printed
    best = math.min(best, user + system)
  end
  return best, text
end

local function pcaplua(script)
  return ("%s/pcaplua -r %s --eval '%s'"):format(build, name, script)
end

local PIECES <const> = [[local n = 0
  pycap.stream("tcp", function(_, _, _, bytes) n = n + #bytes end,
    {pieces = true})
  pycap.atend(function() print(n) end)]]
local READ <const> = [[local n = 0
  pycap.stream("tcp", function(client, server, flow)
    for _, bytes in flow.read, flow do n = n + #bytes end
  end)
  pycap.atend(function() print(n) end)]]
local UNREAD <const> = [[pycap.stream("tcp", function() end)]]
local FLOWS <const> = [[pycap.on("flow", {"bytes"}, function() end)]]

-- Instructions of a script, by callgrind.
local function instructions(script, file)
  local pipe = assert(io.popen(("LUA_INIT= valgrind --tool=callgrind " ..
    "--callgrind-out-file=/dev/null %s/pcaplua -r %s --eval '%s' 2>&1"):format(
    build, file, script)))
  local text = pipe:read("a")
  assert(pipe:close(), text)
  return tonumber(text:match "Collected : (%d+)")
end

local packets = generate()

local function row(what, figure, other, unit, beside, aim)
  local ratio = figure / other
  print(("%-44s %5.0f %-3s %5.0f %-3s %-8s %5.2f %s"):format(what,
    figure / packets, unit, other / packets, unit, beside, ratio,
    aim and ("< %.2f%s"):format(aim, ratio > aim and "  missed" or "") or ""))
end

print(("%-44s %9s %9s %-8s %5s"):format("streams: a packet", "pycap", "other",
  "", "ratio"))
local pieces, ours = measure(pcaplua(PIECES))
local read, same = measure(pcaplua(READ))
assert(ours == same, "pieces and reads differ: " .. ours .. same)
local program = build .. "/bench/follower"
if os.execute(("g++ -O2 -o %s spec/bench/peers/follower.cpp -ltins 2>&1 " ..
  ">/dev/null"):format(program)) then
  local theirs, bytes = measure(("%s %s"):format(program, name))
  assert(bytes == ours, "bytes differ: " .. ours .. bytes)
  row("{pieces = true}, bytes added up", pieces * 1e9, theirs * 1e9, "ns",
    "libtins", 1)
  row("flow:read(), bytes added up", read * 1e9, theirs * 1e9, "ns", "libtins")
else
  print "libtins is not installed"
end

-- The difference is too small for a clock.
local empty = build .. "/bench/empty.pcap"
local file = assert(io.open(empty, "wb"))
assert(file:write(string.pack("<I4I2I2i4I4I4I4", 0xa1b2c3d4, 2, 4, 0, 0, 65535,
  1)))
assert(file:close())
local function count(script)
  return instructions(script, name) - instructions(script, empty)
end
row("streams that nobody reads", count(UNREAD), count(FLOWS), "in.", "flows",
  1.1)
os.remove(name)
os.remove(empty)
