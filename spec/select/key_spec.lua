--
-- key_spec.lua - keys made in C: several fields as one string; flows
--
local pycap = require "pycap"
local support = require "spec.support"

local function tcp(source, destination, from, to)
  return pycap.packet(pycap.ethernet(), pycap.ip { source = source,
    destination = destination }, pycap.tcp { sourceport = from,
    destinationport = to })
end

local function arp(fields)
  return pycap.packet(pycap.ethernet(), pycap.arp(fields)).bytes
end

local function open(frames) return pycap { filename = support.capture(frames) }
end

-- The keys that these fields make of frames, and the handler.
local function keys(frames, protocol, fields)
  local capture <close> = open(frames)
  local list = {}
  local handler = capture:on(protocol, { fields },
    function(...)
      assert.equal(1, select("#", ...))
      list[#list + 1] = (...)
    end)
  capture:loop()
  return list, handler
end

describe("a key", function()
  it("has the size of fields that are always there", function()
    local frame = tcp("192.0.2.1", "192.0.2.2", 1024, 80).bytes
    local list, handler = keys({ frame }, "ip", { "source", "destination",
      "protocol", "timetolive", "id" })
    assert.equal(12, #list[1])
    assert.same({ "192.0.2.1", "192.0.2.2", 6, 64, 0 },
      { handler:values(list[1]) })
  end)

  -- Lua's hash leaves strings that differ in few bits in few places.
  it("differs in many bits where a bit of a field differs", function()
    for _, names in ipairs { { "source" }, { "id", "source" },
      { "protocol", "source" }, { "protocol", "destination", "source" },
      { "destination", "id", "protocol", "destination", "source" },
      { "destination", "destination", "id", "source" } } do
      local frames = {}
      for i = 0, 255 do
        frames[i + 1] = tcp("10.0.0." .. i, "192.0.2.2", 1, 2).bytes
      end
      local list, handler = keys(frames, "ip", names)
      local changed = 0
      for i = 2, 256, 2 do
        for k = 1, #list[i] do
          local difference = list[i - 1]:byte(k) ~ list[i]:byte(k)
          for bit = 0, 7 do changed = changed + (difference >> bit & 1) end
        end
        assert.equal("10.0.0." .. i - 1,
          (select(#names, handler:values(list[i]))))
      end
      assert.is_true(changed / 128 > 12, #list[1] .. " bytes: " .. changed)
    end
  end)

  it("stands where it is listed", function()
    local capture <close> = open { tcp("192.0.2.1", "192.0.2.2", 1, 2).bytes }
    local seen
    capture:on("tcp", { "sourceport", { "sourceport", "destinationport" },
      "packet.length" }, function(...) seen = table.pack(...) end)
    capture:loop()
    seen[2] = #seen[2]
    assert.same({ n = 3, 1, 4, 54 }, seen)
  end)

  it("gives its values back", function()
    local list, handler = keys({ tcp("192.0.2.1", "192.0.2.2", 1024, 80).bytes,
      tcp("192.0.2.3", "192.0.2.4", 5, 6).bytes }, "tcp",
      { "ip.source", "ip6.source", "sourceport", "arp.operation", "flags",
        "packet.length", "ip.headerlength", "ethernet.destination" })
    assert.same({ n = 8, "192.0.2.1", nil, 1024, nil, 0, 54, 20,
      "ff:ff:ff:ff:ff:ff" }, table.pack(handler:values(list[1])))
    assert.same({ n = 8, "192.0.2.3", nil, 5, nil, 0, 54, 20,
      "ff:ff:ff:ff:ff:ff" }, table.pack(handler:values(list[2])))
  end)

  it("gives back times, payloads and bytes of any size", function()
    for _, size in ipairs { 0, 1, 251, 252, 253, 254, 255, 1000 } do
      local payload = ("p"):rep(size)
      local frame = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.udp(),
        payload).bytes
      local list, handler = keys({ { bytes = frame, time = 1500000000 } },
        "udp", { "packet.payload", "packet.time", "packet" })
      assert.same({ payload, 1.5, frame:sub(35, 42) },
        { handler:values(list[1]) })
    end
  end)

  it("differs where values differ", function()
    -- sizes that could run into each other, absent ones, bytes that look like
    -- text, text that looks like bytes
    local frames, expected = {}, {}
    local function ones(size) return pycap.raw(("\1"):rep(size)) end
    local sizes = { 0, 1, 2, 4, 5, 6 }
    for _, hardware in ipairs(sizes) do
      for _, protocol in ipairs(sizes) do
        for _, kind in ipairs { 0x0800, 0x1234 } do
          frames[#frames + 1] = arp { protocol = kind,
            hardwarelength = hardware, protocollength = protocol,
            sourcehardware = ones(hardware), targethardware = ones(hardware),
            sourceprotocol = ones(protocol), targetprotocol = ones(protocol) }
        end
      end
    end
    local capture <close> = open(frames)
    local names = { "sourcehardware", "sourceprotocol", "targethardware" }
    local by_key, count = {}, 0
    local handler
    handler = capture:on("arp", { names, table.unpack(names) },
      function(key, ...)
        count = count + 1
        local text = table.concat({ ... }, "|")
        assert.is_nil(expected[text] and expected[text] ~= key or nil)
        assert.is_true(by_key[key] == nil or by_key[key] == text)
        by_key[key], expected[text] = text, key
        assert.same({ ... }, { handler:values(key) })
      end)
    capture:loop()
    assert.equal(#frames, count)
  end)

  it("tells an absent header from one of zeros", function()
    local plain = tcp("0.0.0.0", "0.0.0.0", 0, 0)
    local tagged = pycap.packet(pycap.ethernet(), pycap.vlan { id = 0 },
      pycap.ip { source = "0.0.0.0", destination = "0.0.0.0" }, pycap.tcp {})
    local list, handler = keys({ plain.bytes, tagged.bytes }, "tcp",
      { "vlan.id", "ip.source" })
    assert.is_true(list[1] ~= list[2])
    assert.same({ n = 2, nil, "0.0.0.0" },
      table.pack(handler:values(list[1])))
    assert.same({ n = 2, 0, "0.0.0.0" }, table.pack(handler:values(list[2])))
  end)

  it("gives back what fields give, whatever the packet", function()
    support.needs "corpus"
    local compared, packets = 0, 0
    for i, file in ipairs(support.corpus "EN10MB") do
      if i % 11 == 0 and file.packets <= 2000 then
        local capture <close> = pycap { filename = file.path }
        packets = packets + file.packets
        for _, protocol in ipairs { "arp", "ip", "ip6", "tcp", "udp" } do
          local names = {}
          for _, row in ipairs(pycap[protocol] and pycap.protocols()) do
            if row.name == protocol then
              for k, field in ipairs(row.fields) do names[k] = field.name end
            end
          end
          names[#names + 1] = "ethernet.source"
          names[#names + 1] = "vlan.id"
          local handler
          handler = capture:on(protocol, { names, table.unpack(names) },
            function(key, ...)
              local values = table.pack(handler:values(key))
              local given = table.pack(...)
              for k = 1, given.n do
                if type(given[k]) ~= "table" and given[k] ~= values[k] then
                  error(("%s: %s.%s"):format(file.file, protocol, names[k]))
                end
                compared = compared + 1
              end
            end)
        end
        local ok, problem = pcall(capture.loop, capture)
        if not ok and getmetatable(problem) ~= pycap.error then
          error(problem)
        end
      end
    end
    assert.is_true(compared > packets)
  end)
end)

describe("values", function()
  it("refuses what is no key of the handler", function()
    local list, handler = keys({ tcp("192.0.2.1", "192.0.2.2", 1, 2).bytes },
      "tcp", { "sourceport", "ip.source" })
    local key = list[1]
    for _, bad in ipairs { "", key:sub(1, -2), key .. "x", "x",
        key:sub(1, 2) .. "\255" .. key:sub(4) } do
      assert.error_matches(function() handler:values(bad) end,
        "not a key of this handler", 1, true)
    end
    assert.has_error(function() handler:values() end)
    assert.has_error(function() handler:values(key, 2) end)
    assert.has_error(function() handler:values(key, 0) end)
  end)

  it("takes the number of the key where there are several", function()
    local capture <close> = open { tcp("192.0.2.1", "192.0.2.2", 1, 2).bytes }
    local a, b
    local handler = capture:on("tcp", { { "sourceport" }, "flags",
      { "ip.destination" } }, function(first, _, second)
        a, b = first, second
      end)
    capture:loop()
    assert.equal(1, handler:values(a))
    assert.equal(1, handler:values(a, 1))
    assert.equal("192.0.2.2", handler:values(b, 2))
  end)

  it("never crashes, whatever the key", function()
    local _, handler = keys({ arp() }, "arp", { "sourcehardware",
      "sourceprotocol", "packet.flow", "packet.payload", "operation" })
    local seed = 3
    for _ = 1, 2000 do
      local bytes = {}
      seed = seed * 6364136223846793005 + 1442695040888963407
      for i = 1, (seed >> 40) % 40 do
        seed = seed * 6364136223846793005 + 1442695040888963407
        bytes[i] = string.char((seed >> 33) % ((seed >> 50) % 2 == 0 and 8
          or 256))
      end
      local ok, text = pcall(handler.values, handler, table.concat(bytes))
      if not ok then assert.matches("not a key", text) end
    end
  end)
end)

-- The values of a flow.
local function apart(flow)
  local capture <close> = open {}
  return table.pack(capture:on("ip", print):values(flow))
end

describe("packet.flow", function()
  it("is addresses, protocol and ports", function()
    local packet = tcp("192.0.2.1", "198.51.100.2", 1024, 80)
    assert.same({ n = 5, "192.0.2.1", "198.51.100.2", 6, 1024, 80 },
      apart(packet.flow))
    assert.equal(13, #packet.flow)
    local six = pycap.packet(pycap.ip6 { source = "2001:db8::1",
      destination = "2001:db8::2" }, pycap.udp { sourceport = 53,
      destinationport = 5353 })
    assert.equal(37, #six.flow)
    assert.same({ n = 5, "2001:db8::1", "2001:db8::2", 17, 53, 5353 },
      apart(six.flow))
  end)

  it("is the same for both directions as packet.conversation", function()
    local a = tcp("192.0.2.1", "198.51.100.2", 1024, 80)
    local b = tcp("198.51.100.2", "192.0.2.1", 80, 1024)
    assert.is_true(a.flow ~= b.flow)
    assert.equal(a.conversation, b.conversation)
    assert.equal(a.flow, a.conversation)
    -- one host with itself: the ports tell the ends
    local c = tcp("192.0.2.1", "192.0.2.1", 9, 7)
    local d = tcp("192.0.2.1", "192.0.2.1", 7, 9)
    assert.equal(c.conversation, d.conversation)
    -- and no other conversation
    local e = tcp("192.0.2.1", "198.51.100.2", 80, 1024)
    assert.is_true(e.conversation ~= a.conversation)
  end)

  it("has no ports where the packet has none", function()
    local icmp = pycap.packet(pycap.ip { source = "192.0.2.1",
      destination = "192.0.2.2" }, pycap.icmp())
    assert.same({ n = 5, "192.0.2.1", "192.0.2.2", 1 }, apart(icmp.flow))
    local fragment = pycap.packet(pycap.ethernet(), pycap.ip { offset = 8,
      protocol = 6, source = "192.0.2.1", destination = "192.0.2.2" },
      ("x"):rep(20))
    local capture <close> = open { fragment.bytes }
    for packet in capture:packets() do
      assert.same({ n = 5, "192.0.2.1", "192.0.2.2", 6 }, apart(packet.flow))
    end
  end)

  it("looks through extension headers, not into tunnels", function()
    local inner = tcp("192.0.2.1", "192.0.2.2", 1, 2)
    local tunnel = pycap.packet(pycap.ip { source = "198.51.100.1",
      destination = "198.51.100.2" }, pycap.ip { source = "192.0.2.1",
      destination = "192.0.2.2" }, pycap.tcp {})
    assert.same({ n = 5, "198.51.100.1", "198.51.100.2", 4 },
      apart(tunnel.flow))
    assert.equal(13, #inner.flow)
    local extended = pycap.packet(pycap.ip6 {}, pycap.hopbyhop {},
      pycap.udp { sourceport = 1, destinationport = 2 })
    assert.same({ n = 5, "::", "::", 17, 1, 2 }, apart(extended.flow))
  end)

  it("is nil where there is no IP", function()
    local packet = pycap.packet(pycap.ethernet(), pycap.arp())
    assert.is_nil(packet.flow)
    assert.is_nil(packet.conversation)
    assert.is_nil(pycap.packet("x").flow)
  end)

  it("follows what is assigned, and cannot be assigned", function()
    local packet = tcp("192.0.2.1", "192.0.2.2", 1, 2)
    packet.tcp.sourceport = 3
    assert.same({ n = 5, "192.0.2.1", "192.0.2.2", 6, 3, 2 },
      apart(packet.flow))
    assert.has_error(function() packet.flow = "x" end)
  end)

  it("is a field, and part of keys, and comes apart again", function()
    local packet = tcp("192.0.2.1", "192.0.2.2", 1024, 80)
    local capture <close> = open { packet.bytes, arp() }
    local list = {}
    local handler = capture:on("ethernet", { "packet.flow",
      "packet.conversation" }, function(...) list[#list + 1] = { ... } end)
    local key_list, key_handler
    capture:loop()
    assert.same({ { packet.flow, packet.conversation }, {} }, list)
    assert.same({ "192.0.2.1", "192.0.2.2", 6, 1024, 80 },
      { handler:values(packet.flow) })
    key_list, key_handler = keys({ packet.bytes, arp() }, "ethernet",
      { "type", "packet.flow", "source" })
    assert.same({ 0x800, "192.0.2.1", "192.0.2.2", 6, 1024, 80,
      "00:00:00:00:00:00" }, { key_handler:values(key_list[1]) })
    assert.same({ n = 7, 0x806, nil, nil, nil, nil, nil, "00:00:00:00:00:00" },
      table.pack(key_handler:values(key_list[2])))
  end)
end)
