local link = require "spec.support.link"
local support = require "spec.support"

-- A device is its index, whatever it was called, and is called now.
describe("a device's other names", function()
  local wire = link.fixture(_ENV, {}, function(self)
    self.pair:exec(1, [[
      ip address add 192.0.2.66/26 dev wire1 label wire1:1
      ip link property add dev wire1 altname other \
        altname a-name-that-is-too-long-for-a-device]], true)
  end)

  -- Of each name: the address of the injector, and what "ip broadcast" takes
  -- with the mask that goes with it: host parts all of ones.
  local NAMES <const> = [[
    local names = {
      wire1 = {"192.0.2.1", "192.0.2.255"},
      other = {"192.0.2.1", "192.0.2.255"},
      ["a-name-that-is-too-long-for-a-device"] = {"192.0.2.1", "192.0.2.255"},
      ["wire1:1"] = {"192.0.2.66", "192.0.2.127 192.0.2.255"},
    }
  ]]

  for _, host in ipairs { "pcaplua", "lua5.4" } do
    it("lead to the same device: " .. host, function()
      wire:run(host, 1, NAMES .. [[
        for name, is in pairs(names) do
          local i <close> = pycap.inject(name)
          assert(i.device == name and i.hardware == "02:00:00:00:00:01")
          assert(i.protocol == is[1], name .. ": " .. tostring(i.protocol))
          local c <close> = pycap{device = name, filter = "ip broadcast",
            promisc = true}
          assert(c.device == name and c:datalink() == 1)
          for _, to in ipairs{"192.0.2.127", "192.0.2.255"} do
            i:inject(pycap.packet(pycap.ethernet{source = i.hardware,
              destination = "02:00:00:00:00:02"},
              pycap.ip{source = "192.0.2.1", destination = to}))
          end
          sleep(0.05)
          local got = {}
          c:dispatch(function(p) got[#got + 1] = p.ip.destination end)
          assert(table.concat(got, " ") == is[2],
            name .. ": " .. table.concat(got, " "))
          assert(select("#", c:stats()) == 3)
          local raw <close> = pycap.inject{device = name, level = "ip"}
          assert(raw.protocol == is[1])
          assert(raw:inject(pycap.packet(pycap.ip{source = "192.0.2.1",
            destination = "192.0.2.2"}, pycap.udp{})) == 28)
        end]])
    end)
  end

  it("answer ping, scan and resolve", function()
    wire:run("lua5.4", 1, NAMES .. [[
      local arp, icmp = require "pycap.arp", require "pycap.icmp"
      for name in pairs(names) do
        assert(arp.resolve(name, "192.0.2.2") == "02:00:00:00:00:02", name)
        local found = arp.scan(name, "192.0.2.2/32")
        assert(#found == 1 and found[1].address == "192.0.2.2", name)
        local result = icmp.ping(name, "192.0.2.2", {count = 1})
        assert(result.received == 1, name)
      end]])
    for _, name in ipairs { "other", "wire1:1" } do
      local out, err, status = wire.pair:exec(1, support.program() ..
        " scripts/arpscan.lua " .. name .. " 192.0.2.2")
      assert.equal("192.0.2.2       02:00:00:00:00:02\n", out, err)
      assert.equal(0, status)
    end
    local out, err = wire.pair:exec(1, support.program() ..
      " scripts/arpscan.lua wire1:1")
    assert.equal("", out)
    assert.matches("0 addresses", err) -- of 192.0.2.64/26 nobody is there
  end)

  it("are unknown when they are not there", function()
    wire:run("lua5.4", 1, [[
      for _, name in ipairs{"wire1:2", "wire", "wire1:", ":1", "othe",
          ("x"):rep(200)} do
        for _, open in ipairs{pycap, pycap.inject} do
          local what, text = code(open, name)
          assert(what == "device" and text:find("no such device", 1, true),
            text)
        end
      end]])
  end)

  it("may change, and be taken by others, while it is open", function()
    wire:run("pcaplua", 1, [[
      local function run(command) assert(os.execute(command)) end
      run "ip link add b0 type veth peer name b1"
      run "ip link set b0 up && ip link set b1 up"
      local i, c = pycap.inject "b0", pycap{device = "b0", promisc = true,
        filter = "ether proto 0x88b5"}
      local function check()
        i:inject(frame(1))
        assert(c:loop(nil, 1) == 1)
        assert(select(3, c:stats()) == 0)
        local what, text = code(i.inject, i, frame(1, 3000))
        assert(what == "toolong" and text:find("the MTU is 1400", 1, true),
          text)
        c:filter "ip broadcast"
        i:inject(pycap.packet(pycap.ethernet{}, pycap.ip{
          destination = "198.51.100.127"}))
        local seen = pycap.packet(c:next())
        assert(seen.ip.destination == "198.51.100.127")
        c:filter "ether proto 0x88b5"
      end
      run "ip link set b0 mtu 1400"
      run "ip address add 198.51.100.1/25 dev b0"
      check()
      run "ip link set b0 name moved"
      check()
      run "ip link add b0 type veth peer name b2" -- another of the old name
      run "ip address add 198.51.100.1/24 dev b0"
      run "ip link set b0 up && ip link set b0 mtu 1300"
      check()
      run "ip link set moved down"
      assert(code(i.inject, i, frame(1)) == "down")
      run "ip link del moved"
      local what, text = code(i.inject, i, frame(1))
      assert(what == "device" and text:find "b0: the device is gone", text)
      what, text = code(c.loop, c)
      assert(what == "device" and text:find "b0: .*disappeared", text)
      run "ip link del b0"]])
  end)

  it("name a device whose own name libnet does not take", function()
    wire:run("lua5.4", 1, [[
      local function run(command) assert(os.execute(command)) end
      run "ip link add 1x type veth peer name y1"
      run "ip link set 1x up"
      local what, text = code(pycap.inject, "1x")
      assert(what == "device" and text:find "altname", text)
      run "ip link property add dev 1x altname x1"
      assert(pycap.inject "x1":inject(frame(1)) == 60)
      run "ip link del 1x"]])
  end)

  it("say how long a frame may be, with a tag and without", function()
    wire:run("pcaplua", 1, [[
      local i = pycap.inject "other"
      local tagged = ("\2"):rep(12) .. "\x81\0\0\5\x88\xb5"
      local what, text = code(i.inject, i, frame(1, 1515))
      assert(what == "toolong" and text:find "with the header 1514 bytes", text)
      assert(i:inject(tagged .. ("x"):rep(1500)) == 1518)
      what, text = code(i.inject, i, tagged .. ("x"):rep(1501))
      assert(what == "toolong" and text:find "with the header 1518 bytes", text)
      what, text = code(pycap.inject, "any")
      assert(what == "device" and text:find "any: .*name", text)]])
  end)

  it("are shown without their control characters", function()
    local name = "a\27[2J\127\194\155b"
    local quoted, program = support.quote(name), support.quote(
      support.program())
    wire.pair:exec(1, "ip link add " .. quoted .. " type veth peer name y2 " ..
      "&& ip link set " .. quoted .. " up", true)
    for _, option in ipairs { "-D", "-J -i " .. quoted, "-L -i " .. quoted,
        "--eval 'pycap.after(0, pycap.stop) pycap():loop()' -i " ..
        quoted } do
      local out, err = wire.pair:exec(1, program .. " " .. option)
      assert.matches([[a\x1b[2J\x7f\xc2\x9bb]], out .. err, 1, true)
      assert.is_nil((out .. err):find("[\27\127\155]"), option)
    end
    wire.pair:exec(1, "ip link del " .. quoted, true)
  end)
end)
