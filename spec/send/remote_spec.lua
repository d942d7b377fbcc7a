--
-- Packets over TCP, on the loopback interface: read and written, both ends
--
local pycap = require "pycap"
local support = require "spec.support"

local quote <const> = support.quote
local program <const> = quote(support.program())

local frames = {}
for i = 1, 200 do
  frames[i] = pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp{ sourceport = i }, ("x"):rep(i)).bytes
end
local file = support.capture(frames)

-- A port that is free just now.
local function port()
  local out = support.shell("python3 -c 'import socket; " ..
    "s = socket.socket(); s.bind((\"127.0.0.1\", 0)); " ..
    "print(s.getsockname()[1])'")
  return tonumber(out)
end

local function count(process)
  assert.equal(0, process:wait(10), select(2, process:output()))
  return tonumber((process:output():match "(%d+) packets"))
end

local function listening(at)
  local wanted = (":%04X 00000000:0000 0A"):format(at)
  for _ = 1, 1000 do
    local table = support.read "/proc/net/tcp"
    if table:find(wanted, 1, true) then return true end
    os.execute "sleep 0.01"
  end
end

-- A block of pcapng.
local function block(kind, body)
  local size = #body + 12
  return ("<I4I4"):pack(kind, size) .. body .. ("<I4"):pack(size)
end

describe("packets over TCP", function()
  it("are read from whoever connects", function()
    local at = port()
    local reader = support.spawn(("%s -r tcp-listen:%d --count"):format(
      program, at))
    assert(listening(at))
    local _, err, status = support.shell(("%s -r %s -w tcp://127.0.0.1:%d")
      :format(program, file, at))
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal(200, count(reader))
  end)

  it("are written to whoever connects, pcapng and compressed, too", function()
    for _, options in ipairs { "{}", '{format = "pcapng"}',
      pycap.formats().zstd and '{compression = "zstd"}' or "{}" } do
      local at = port()
      local writer = support.spawn(("%s -r %s --eval %s"):format(program, file,
        quote(([[pycap.on("udp", pycap.dump("tcp-listen:127.0.0.1:%d", %s))]])
          :format(at, options))))
      assert(listening(at))
      local out = support.shell(("%s -r tcp://localhost:%d --count"):format(
        program, at))
      assert.equal("200 packets\n", out)
      assert.equal(0, writer:wait(10), select(2, writer:output()))
    end
  end)

  it("come from the next connection with reconnect", function()
    local at = port()
    local reader = support.spawn(("%s -c 400 -r tcp-listen:%d --reconnect " ..
      "--count"):format(program, at))
    assert(listening(at))
    for _ = 1, 2 do
      local _, err = support.shell(("%s -r %s -w tcp://127.0.0.1:%d"):format(
        program, file, at))
      assert.equal("", err)
    end
    assert.equal(400, count(reader))
  end)

  it("are not read again where they are compressed", function()
    if not pycap.formats().gzip then return end
    local at = port()
    local reader = support.spawn(("%s -r tcp-listen:%d --reconnect --count")
      :format(program, at))
    assert(listening(at))
    support.shell(([[%s -r %s --eval %s]]):format(program, file, quote(
      ([[pycap.on("udp", pycap.dump("tcp://127.0.0.1:%d",
        {compression = "gzip"}))]]):format(at))))
    assert.not_equal(0, reader:wait(10))
    assert.matches("reconnect: a compressed stream is read without it",
      select(2, reader:output()), 1, true)
  end)

  it("go to the next reader with reconnect", function()
    local at = port()
    local writer = support.spawn(("%s --eval %s"):format(program, quote(([[
      local dump = pycap.dump("tcp-listen:%d", {reconnect = true})
      local packet = pycap.packet(pycap.ethernet(), ("x"):rep(1000))
      for _ = 1, 20000 do dump:write(packet) end
      dump:close()]]):format(at))))
    assert(listening(at))
    assert.equal("3 packets\n", (support.shell(
      ("%s -c 3 -r tcp://127.0.0.1:%d --count"):format(program, at))))
    local out = support.shell(("%s -r tcp://127.0.0.1:%d --count"):format(
      program, at))
    assert.is_true(tonumber((out:match "%d+")) > 1000, out)
    assert.equal(0, writer:wait(10), select(2, writer:output()))
  end)

  it("begin with one header behind a reader that took none of it", function()
    local at = port()
    local writer = support.spawn(("%s --eval %s"):format(program, quote(([[
      local dump = pycap.dump("tcp-listen:%d", {reconnect = true})
      os.execute "sleep 1"
      for _ = 1, 3 do
        dump:write(pycap.packet(pycap.ethernet()))
        dump:flush()
      end
      dump:close()]]):format(at))))
    assert(listening(at))
    -- SO_LINGER without a time: closing resets
    support.shell(("python3 -c %s %d"):format(quote [[
import socket, struct, sys, time
def connect():
  s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
  s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
  return s
first = connect()
time.sleep(0.2)
connect().close()
first.close()
]], at))
    assert.equal("14\n14\n14\n", (support.shell(
      ("%s -r tcp://127.0.0.1:%d --fields packet.length"):format(program, at))))
    assert.equal(0, writer:wait(10), select(2, writer:output()))
  end)

  it("belong to the interfaces that each reader of pcapng gets", function()
    local parts = { block(0x0a0d0d0a, ("<I4I2I2i8"):pack(0x1a2b3c4d,
      1, 0, -1)) }
    for i = 1, 6000 do
      local name = ("if%04d.."):format(i - 1)
      parts[#parts + 1] = block(1, ("<I2I2I4I2I2"):pack(1, 0, 0, 2, 8) ..
        name .. ("I4"):pack(0))
      parts[#parts + 1] = block(6, ("<I4I4I4I4I4"):pack(i - 1, 0, 0, 1000,
        1000) .. name:rep(125))
    end
    local at, rest = port(), support.name()
    local writer = support.spawn(("%s --eval %s"):format(program, quote(([[
      local capture = pycap{filename = "%s"}
      local dump = pycap.dump("tcp-listen:%d", capture,
        {format = "pcapng", reconnect = true})
      for packet in capture:packets() do dump:write(packet) end
      dump:close()]]):format(support.write(table.concat(parts)), at))))
    assert(listening(at))
    -- one leaves when the writer fills its queue, the next reads what is left
    local reader = support.spawn(("exec python3 -c %s %d %s"):format(quote([[
import array, fcntl, socket, sys, termios, time
def connect(): return socket.create_connection(("127.0.0.1", int(sys.argv[1])))
def queued(s, n=array.array("i", [0])):
  fcntl.ioctl(s, termios.FIONREAD, n)
  return n[0]
one, before = connect(), -1
while queued(one) != before or before == 0:
  before = queued(one)
  time.sleep(0.3)
one.close()
with connect() as two, open(sys.argv[2], "wb") as file:
  while (data := two.recv(65536)): file.write(data)
]]), at, rest))
    assert.equal(0, reader:wait(10), select(2, reader:output()))
    assert.equal(0, writer:wait(10), select(2, writer:output()))
    local packets = 0
    local capture <close> = pycap{ filename = rest }
    for packet in capture:packets() do
      packets = packets + 1
      assert.equal(packet.bytes:sub(1, 8),
        capture.interfaces[packet.interface].name)
    end
    assert.is_true(packets > 0 and packets < 6000, packets)
  end)

  it("wait for a connection as for packets, up to Ctrl-C", function()
    local at = port()
    local capture <close> = pycap{ filename = "tcp-listen:" .. at }
    assert.equal(0, capture:dispatch())
    local reader = support.spawn(("%s -r tcp-listen:%d"):format(program,
      port()))
    assert(reader:sleeps())
    reader:kill "INT"
    assert.equal(130, reader:wait(5))
    local writer = support.spawn(("%s -r %s -w tcp-listen:%d"):format(program,
      file, port()))
    assert(writer:sleeps())
    writer:kill "INT"
    assert(writer:wait(5))
  end)

  it("are not waited for any more where the host stops", function()
    local waits = require "spec.support.host" "waits"
    local stalled = [[
      local listener = pycap.capture{filename = "tcp-listen:%d"}
      listener:dispatch()
      local dump = pycap.dump("tcp://127.0.0.1:%d")
      local packet = pycap.packet(pycap.ethernet(), ("x"):rep(60000))
      for _ = 1, 2000 do dump:write(packet) end]]
    for _, script in ipairs {
      ([[pycap.dump("tcp-listen:%d")]]):format(port()),
      ([[pycap.dump("tcp-listen:%d", {reconnect = true})]]):format(port()),
      (stalled:gsub("%%d", port())),
    } do
      local host = support.spawn(waits .. " " .. quote(script))
      assert.equal(0, host:wait(10), select(2, host:output()))
      assert.matches("^load %-%d+ .*interrupted", host:output())
    end
  end)

  it("say what is wrong", function()
    local function refused(name, text, options)
      local ok, fault = pcall(pycap.dump, name, options)
      assert.is_false(ok)
      assert.matches(text, tostring(fault), 1, true)
    end
    refused("tcp://", "tcp://host:port or tcp-listen:[address:]port expected")
    refused("tcp://127.0.0.1:x", "port expected, got x")
    refused("tcp://127.0.0.1:" .. port(), "Connection refused")
    refused("tcp://127.0.0.1:1", "a connection has no parts",
      { rotate = { packets = 1 } })
    local capture <close> = pycap{
      filename = "tcp://127.0.0.1:" .. port() }
    assert.error_matches(function() capture:loop() end, "Connection refused")
    assert.error_matches(function()
      pycap{ filename = "x.pcap", reconnect = true }
    end, "filename that begins with tcp://")
  end)
end)
