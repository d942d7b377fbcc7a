--
-- items_spec.lua - lists of options, as tables: what spec/support/every cannot
-- read off the rows
--
local pycap = require "pycap"
local support = require "spec.support"

local wire = support.wire

-- What is read of an options field of these bytes.
local function tcp(text) return pycap.tcp { options = wire(text) }.options end

-- The bytes of such a field with this list.
local function bytes(options)
  return pycap.tcp { options = options }.packet:sub(21)
end

local function refused(options, message)
  local header = pycap.tcp()
  local ok, complaint = pcall(function() header.options = options end)
  assert.is_false(ok)
  assert.is_truthy(complaint:find("tcp.options" .. message, 1, true),
    complaint)
  assert.same({}, header.options)
end

describe("a list of options", function()
  it("is a plain list of tables, in the order of the wire", function()
    local options = tcp [[
      02 04 05b4               -- mss
      04 02                    -- sackpermitted
      08 0a 00000001 00000002  -- timestamps
      01                       -- nop
      03 03 07                 -- windowscale
    ]]
    assert.same({
      { kind = 2, name = "mss", length = 4, size = 1460 },
      { kind = 4, name = "sackpermitted", length = 2 },
      { kind = 8, name = "timestamps", length = 10, value = 1, echo = 2 },
      { kind = 1, name = "nop" },
      { kind = 3, name = "windowscale", length = 3, shift = 7 },
    }, options)
    assert.is_nil(getmetatable(options))
    assert.is_nil(getmetatable(options[1]))
  end)

  it("is made anew each time: what is done to it stays there", function()
    local header = pycap.tcp { options = { { name = "mss", size = 1460 } } }
    header.options[1].size = 1
    assert.equal(1460, header.options[1].size)
    assert.not_equal(header.options, header.options)
  end)

  it("has rows that repeat as a list of tables", function()
    local sack = { kind = 5, name = "sack", length = 18, blocks = {
      { left = 1, right = 2 }, { left = 3, right = 4 } } }
    local packed = wire "05 12 00000001 00000002 00000003 00000004 0000"
    assert.same({ sack }, tcp "05 12 00000001 00000002 00000003 00000004 0000")
    assert.equal(packed, bytes { sack })
    assert.equal(packed, bytes { { kind = "sack", blocks = sack.blocks } })
  end)

  it("gives as bytes what its rows do not fit", function()
    assert.same({ { kind = 2, name = "mss", length = 3, data = "\5" },
                  { kind = 1, name = "nop" } }, tcp "02 03 05 01")
    assert.same({ { kind = 2, name = "mss", length = 2, data = "" },
                  { kind = 4, name = "sackpermitted", length = 2 } },
      tcp "02 02 04 02")
    assert.same({ { kind = 77, length = 4, data = "\1\2" } }, tcp "4d 04 0102")
    assert.same({ { kind = 77, length = 2 },
                  { kind = 77, length = 2 } }, tcp "4d 02 4d 02")
  end)

  it("ends with the bytes that make no option", function()
    for _, junk in ipairs { "02 00 ffff", "02 01 ffff", "02 05 ffff",
        "ff 28 0000" } do
      assert.same({ { data = wire(junk) } }, tcp(junk))
    end
    assert.same({ { kind = 1, name = "nop" }, { data = "\2\4\5" } },
      tcp "01 02 04 05")
    assert.same({ { kind = 1, name = "nop" }, { kind = 0, name = "end" },
                  { data = "\2\4" } }, tcp "01 00 02 04")
  end)

  it("takes no zeros for options that only fill it up", function()
    assert.same({}, tcp "")
    assert.same({ { kind = 1, name = "nop" } }, tcp "01 000000")
    assert.same({ { kind = 0, name = "end" } }, tcp "00000000")
    assert.same({ { kind = 0, name = "end" }, { data = "\0\0\0\0\0\0\0" } },
      tcp "00000000 00000000")
  end)

  it("keeps padding that is not zero, or not of the usual size", function()
    local chunks = pycap.sctp { chunks = wire [[
      03 00 0005 aa 010203  -- one byte of data, three between it and
      03 00 0004            -- this one
    ]] }.chunks
    assert.equal("\1\2\3", chunks[1].padding)
    assert.is_nil(chunks[2].padding)
    local short = { { kind = 77, flags = 0, length = 5, data = "x",
                      padding = "" } }
    local header = pycap.sctp { chunks = short }
    assert.equal(wire "4d 00 0005 78", header.packet:sub(13))
    assert.same(short, header.chunks)
    short[1].padding = nil
    header.chunks = short
    assert.equal(wire "4d 00 0005 78 000000", header.packet:sub(13))
    assert.same(short, header.chunks)
  end)
end)

describe("assigning options", function()
  it("takes names for kinds, either way", function()
    local mss = wire "02 04 05b4"
    assert.equal(mss, bytes { { kind = "mss", size = 1460 } })
    assert.equal(mss, bytes { { name = "mss", size = 1460 } })
    assert.equal(mss, bytes { { kind = 2, size = 1460 } })
    assert.equal(mss, bytes { { kind = 2, name = "mss", data = "\5\xb4" } })
  end)

  it("computes lengths and fills up with zeros", function()
    assert.equal(wire "03 03 00 00", bytes { { name = "windowscale" } })
    assert.equal(wire "4d 05 616263 000000", bytes { { kind = 77,
      data = "abc" } })
    assert.equal("", bytes {})
  end)

  it("lets a length stand, however wrong", function()
    assert.equal(wire "02 ff 05b4",
      bytes { { kind = 2, length = 255, size = 1460 } })
    assert.equal(wire "02 00 05b4",
      bytes { { kind = 2, length = 0, size = 1460 } })
  end)

  it("takes a string as it is, filled up", function()
    assert.equal("\1\1\1\1", bytes "\1\1\1\1")
    assert.equal("\1\1\1\1\1\0\0\0", bytes "\1\1\1\1\1")
  end)

  it("moves the header's length, unless that is set", function()
    local header = pycap.tcp { options = { { kind = "mss", size = 1460 } } }
    assert.equal(24, #header.packet)
    assert.equal(0x60, header.packet:byte(13))
    header.headerlength = 40
    assert.equal(24, #header.packet)
    assert.equal(0xa0, header.packet:byte(13))
  end)

  it("grows and shrinks what was captured", function()
    local frame = pycap.packet(pycap.ethernet(), pycap.ip(), pycap.tcp {
      options = { { name = "mss", size = 1460 }, { name = "nop" } } },
      "payload").bytes
    local capture <close> = pycap { filename = support.capture { frame } }
    local packet
    for captured in capture:packets() do packet = captured end
    local options = packet.tcp.options
    assert.equal(28, packet.tcp.headerlength)
    table.remove(options)
    packet.tcp.options = options
    assert.equal(24, #packet.tcp.packet)
    assert.equal(0x60, packet.tcp.packet:byte(13))
    packet.tcp.options = {}
    assert.equal(0x50, packet.tcp.packet:byte(13))
    packet.tcp.options = nil
    assert.equal(frame, packet.bytes)
  end)

  it("refuses more than the header's length can say", function()
    local header = pycap.tcp { options = ("\1"):rep(44) }
    assert.error_matches(function() return header.packet end,
      "tcp.headerlength: value too large: 64 bytes do not fit in 4 bits " ..
      "%(at most 60%)")
    header.headerlength = 60
    assert.equal(64, #header.packet)
    refused({ { kind = 77, data = ("x"):rep(254) } },
      "[1].length: value too large: 256 bytes do not fit in 8 bits " ..
      "(at most 255)")
  end)

  it("names what it refuses", function()
    local ok = { kind = "nop" }
    refused({ ok, { kind = "mss", size = "x" } },
      '[2].size: integer from 0 to 65535 expected, got "x"')
    refused({ ok, { kind = "mss", size = 65536 } },
      "[2].size: integer from 0 to 65535 expected, got 65536")
    refused({ { kind = "mss", colour = 1 } }, "[1].colour: no such field")
    refused({ { kind = "nop", length = 1 } }, "[1].length: no such field")
    refused({ { kind = "mss", name = "nop" } },
      "[1].name: the name of another kind: nop")
    refused({ { kind = "mss\0" } }, "[1].kind: no such kind: mss")
    refused({ { kind = 2, length = 256 } },
      "[1].length: integer from 0 to 255 expected, got 256")
    refused({ { kind = "sack", blocks = { { left = 1 }, { left = -1 } } } },
      "[1].blocks[2].left: integer from 0 to 4294967295 expected, got -1")
    refused({ { size = 1 } }, "[1]: kind, name or data expected")
    refused({ { kind = "sack", blocks = { n = 1 } } },
      "[1].blocks: list of tables expected, got table")
    refused({ { kind = "md5", digest = "short" } },
      '[1].digest: string of 16 bytes expected, got "short"')
    for _, value in ipairs { 5, true, { kind = "nop" }, { [2] = ok },
        { ok, n = 1 }, { [1.5] = ok }, pycap.tcp() } do
      refused(value, ": list of items or string expected, got ")
    end
  end)

  it("says where a name would do", function()
    local header = pycap.ip()
    assert.error_matches(function() header.options = { 5 } end,
      "ip.options%[1%]: table expected, got number")
    assert.error_matches(function() header.options = { {} } end,
      "ip.options%[1%]: kind, name or data expected")
  end)
end)

describe("headers with options", function()
  it("are equal when their bytes are", function()
    local a = pycap.tcp { options = { { name = "mss", size = 1460 } } }
    local b = pycap.tcp { options = wire "02 04 05b4" }
    assert.is_true(a == b)
    b.options = { { name = "mss", size = 1461 } }
    assert.is_false(a == b)
    b.options = nil
    assert.is_false(a == b)
  end)

  it("give lists to pairs, tables and packets", function()
    local list = { { kind = 2, name = "mss", length = 4, size = 1460 } }
    local header = pycap.tcp { options = list }
    assert.same(list, pycap.table(header).options)
    assert.same(list, pycap.packet(header):table().tcp.options)
    for name, value in pairs(header) do
      if name == "options" then assert.same(list, value) end
    end
    assert.is_true(pycap.tcp(pycap.table(header)) == header)
    assert.is_true(pycap.tcp(header) == header)
    assert.is_string(tostring(header))
  end)

  it("print what their items are called", function()
    local many = {}
    for i = 1, 13 do many[i] = { kind = 200 + i, data = "x" } end
    local text = tostring(pycap.lldp { elements = ("\2\2\7x\200\1y\0\0zz") })
    assert.equal("LLDP(elements=(chassis, 100, end, ...))", text)
    assert.matches("options=%(%)%)$",
      tostring(pycap.icmp6 { type = "router-solicitation" }))
    text = tostring(pycap.icmp6 { type = 133, options = many })
    assert.matches("options=%(201, 202, .*, 212, %.%.%.%)%)$", text)
  end)

  it("survive a collector that assigns to them meanwhile", function()
    local header = pycap.tcp()
    local list = {}
    for i = 1, 10 do list[i] = { kind = 77, data = ("x"):rep(i) } end
    local options = header
    for _ = 1, 50 do
      setmetatable({}, { __gc = function() options.options = { list[1] } end })
      setmetatable({}, { __gc = function() list[5] = { name = "nop" } end })
      header.options = list
      collectgarbage()
      assert.is_table(header.options)
    end
  end)

  it("are read to their end though a finalizer assigns others", function()
    local header, list, reading = pycap.tcp(), {}, true
    for i = 1, 4000 do list[i] = { kind = 77, data = "x" } end
    local function arm()
      setmetatable({}, { __gc = function()
        header.options = { { kind = 1 } }
        if reading then arm() end
      end })
    end
    local mode = collectgarbage "generational"
    for _ = 1, 20 do
      header.options = list
      arm()
      local options = header.options
      if #options > 1 then assert.equal(#list, #options) end
      for _, option in ipairs(#options > 1 and options or {}) do
        assert(option.kind == 77 and option.data == "x")
      end
    end
    reading = false
    collectgarbage(mode)
  end)
end)
