--
-- pcapng that is read and written on: what nobody touched stays, byte for byte
--
local blocks = require "spec.support.blocks"
local pycap = require "pycap"
local support = require "spec.support"

local quote <const> = support.quote

local OWNER <const> = 32473  -- a number for documentation (RFC 5612)
local NANOSECONDS <const> = { 9, "\9" }

local function bytes(i)
  return pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.udp{ sourceport = i }).bytes
end

-- A text and bytes of someone's own, as options.
local function custom(section, text)
  return { 2988, section:pack("I4", OWNER) .. text }
end

-- A file of two sections with all that pcapng can say, in a byte order; the
-- second has frames of another link type where it is given. `simple`: without
-- what editcap 4.0 writes under the number of another option.
local function file(order, link, simple)
  local first = blocks.section(order)
  local function number(form, n) return first:pack(form, n) end
  first.parts = {}
  first:block(0x0a0d0d0a, first:pack("I4I2I2i8", 0x1a2b3c4d, 1, 0, -1) ..
    first:options{ { 1, "first" }, { 1, "second" }, { 2, "a machine" },
    { 3, "a system" }, { 4, "a program" }, custom(first, "of a section"),
    { 2989, number("I4", OWNER) .. "\1\2\3\4\5" } })
  first:interface(1, 65535, {
    { 2, "eth0" }, { 3, "the first" }, { 1, "one" }, { 1, "two" },
    { 4, "\192\0\2\1\255\255\255\0" }, { 5, ("\1"):rep(16) .. "\64" },
    { 6, "\2\0\0\0\0\1" }, { 7, "\2\0\0\0\0\0\0\1" },
    { 8, number("I8", 1000000000) }, { 10, number("I4", 3600) },
    { 11, "\0ip" }, { 12, "a system" }, { 15, "a card" },
    { 16, number("I8", 5) }, { 17, number("I8", 6) }, { 18, "Europe/Berlin" },
    custom(first, "of an interface"), NANOSECONDS })
  first:interface(1, 0, { { 2, "eth1" }, NANOSECONDS })
  first:secrets(0x544c534b, "CLIENT_RANDOM 00 11\n")
  first:names{ { "\192\0\2\1", "one.example", "uno.example" },
    { ("\32\1\13\184") .. ("\0"):rep(11) .. "\1", "six.example" } }
  first:block(4, first:pack("I2I2", 3, 14) .. "\2\0\0\0\0\1station\0\0\0" ..
    first:pack("I2I2", 0, 0) .. first:options{ { 2, "a server" } })
  first:block(0xbad, number("I4", OWNER) .. "anything at all")
  first:block(9, "__REALTIME_TIMESTAMP=1700000000000000\n\n")
  local notes = { { 1, "note" }, { 1, "another" },
    { 2, number("I4", 0x0000000a) }, { 3, "\2\1\2\3\4" },
    { 4, number("I8", 7) }, { 5, number("I8", 8) }, { 6, number("I4", 9) },
    { 7, "\1" .. number("I8", 2) }, custom(first, "of a packet") }
  if simple then notes[8] = nil end
  first:packet(1, 1700000000123456789, bytes(1), notes)
  first:packet(0, 1700000000223456789, bytes(2))
  first:packet(0, 1700000000223456790, bytes(3), { { 1, "alone" } })
  first:packet(0, 1700000000223456791, bytes(4),
    { { 2, number("I4", 0x1f2) } }, 200)
  local time = first:pack("I4I4", 1700000000123456789 >> 32,
    1700000000123456789 & 0xffffffff)
  for interface = 0, 1 do
    first:block(5, number("I4", interface) .. time .. first:options{
      { 1, "counted" }, { 2, time }, { 3, time }, { 4, number("I8", 10) },
      { 5, number("I8", 11) }, { 6, number("I8", 12) },
      { 7, number("I8", 13) }, { 8, number("I8", 14) } })
  end
  local second = blocks.section(order, { { 1, "third" }, { 4, "another" } })
  second:interface(link or 1, 0, { { 2, "tun0" }, NANOSECONDS })
  second:packet(0, 1700000001000000000, bytes(5):sub(link and 15 or 1),
    { { 1, "later" } })
  second:block(5, second:pack("I4", 0) .. time ..
    second:options{ { 4, second:pack("I8", 1) } })
  return first:bytes() .. second:bytes()
end

-- What stays behind by its own account, or has no place: all that has to be
-- gone from a copy.
local function with_more(order)
  local section = blocks.section(order)
  section:interface(1, 0, { NANOSECONDS })
  section:block(0x40000bad, section:pack("I4", OWNER) .. "private")
  section:packet(0, 1, bytes(1), { { 1, "c" }, { 19372,
    section:pack("I4", OWNER) .. "private" }, { 2989,
    section:pack("I4", OWNER) .. "public" } })
  return section:bytes()
end

local function saved(text) return support.write(text, ".pcapng") end

-- The ways to copy a file: packets as objects, and by a handler.
local ways = {
  ["packet by packet"] = function(source, dump)
    for packet in source:packets() do dump:write(packet) end
  end,
  ["by a handler"] = function(source, dump)
    source:on("packet", dump)
    source:loop()
  end,
}

local function copied(name, way, options)
  local copy = support.name ".pcapng"
  local source <close> = pycap{ filename = name }
  local dump <close> = pycap.dump(copy, source, options)
  way(source, dump)
  dump:close()
  return copy
end

-- The blocks of a file, to be compared one by one.
local function parts(text)
  local list, at = {}, 1
  while at <= #text do
    local size = ("<I4"):unpack(text, at + 4)
    list[#list + 1] = text:sub(at, at + size - 1):gsub(".",
      function(byte) return ("%02x"):format(byte:byte()) end)
    at = at + size
  end
  return list
end

-- Fails if one of Wireshark's tools says a word about a file.
local function judged(name)
  for _, command in ipairs{ "capinfos -M %s", "tshark -n -r %s",
    "editcap %s " .. quote(support.name ".pcapng"),
    "mergecap -w " .. quote(support.name ".pcapng") .. " %s" } do
    local out, err, status = support.shell(command:format(quote(name)))
    err = err:gsub("Running as user [^\n]*\n", "")
    assert.equal(0, status, err)
    assert.equal("", err)
    assert.is_nil(out:lower():find "warning", out)
  end
end

describe("pcapng that is read and written on", function()
  for order, called in pairs{ ["<"] = "this byte order",
    [">"] = "the other byte order" } do
    for how, way in pairs(ways) do
      it("keeps all that it says, in " .. called .. ", " .. how, function()
        support.needs "tshark"
        local name = copied(saved(file(order)), way)
        assert.same(parts(file "<"), parts(support.read(name)))
        judged(name)
      end)

      it("leaves what is not to be copied, in " .. called .. ", " .. how,
        function()
          local text = support.read(copied(saved(with_more(order)), way))
          assert.is_nil(text:find("private", 1, true))
          assert.is_truthy(text:find("public", 1, true))
        end)
    end
  end

  -- editcap 4.0 does not take such a file, neither this nor the first one.
  it("keeps sections whose link types differ", function()
    support.needs "tshark"
    local first = saved(file("<", 101))
    local name = copied(first, ways["packet by packet"])
    assert.same(parts(support.read(first)), parts(support.read(name)))
    for _, command in ipairs{ "capinfos -M ", "tshark -n -r " } do
      local out, err, status = support.shell(command .. quote(name))
      assert.equal(0, status, err)
      assert.is_nil(out:lower():find "warning", out)
    end
  end)

  it("says the same of itself", function()
    local name = copied(saved(file ">"), ways["packet by packet"])
    local copy <close> = pycap{ filename = name }
    local comments = {}
    for packet in copy:packets() do
      comments[#comments + 1] = packet.comment or "-"
    end
    assert.same({ "note\nanother", "-", "alone", "-", "later" }, comments)
    assert.same({ "first", "second", "third" }, copy.comments)
    assert.equal("one.example", copy.names["192.0.2.1"])
    assert.equal("the first", copy.interfaces[1].description)
    assert.equal("ip", copy.interfaces[1].filter)
    assert.equal("a card", copy.interfaces[1].hardware)
  end)

  it("has comments replaced, and the rest kept", function()
    local name = support.name ".pcapng"
    local source <close> = pycap{ filename = saved(file "<") }
    local dump <close> = pycap.dump(name, source)
    local packets = source:packets()
    dump:write(packets(source), { comment = "new" })
    dump:close()
    local expected = file "<"
    local first = blocks.section "<"
    local old = first:options{ { 1, "note" }, { 1, "another" } }:sub(1, -5)
    local from = expected:find(old, 1, true)
    local rest = expected:sub(from + #old, from + #old + 75)
    local text = support.read(name)
    local at = text:find(first:options{ { 1, "new" } }:sub(1, -5) .. rest, 1,
      true)
    assert.is_truthy(at)
    assert.is_nil(text:find("another", 1, true))
  end)

  it("has a packet of an earlier section under its interface", function()
    support.needs "tshark"
    local name = support.name ".pcapng"
    local source <close> = pycap{ filename = saved(file "<") }
    local dump <close> = pycap.dump(name, source)
    local list = {}
    for packet in source:packets() do list[#list + 1] = packet end
    for i = #list, 1, -1 do dump:write(list[i]) end
    dump:close()
    local copy <close> = pycap{ filename = name }
    local names = {}
    for packet in copy:packets() do
      names[#names + 1] = copy.interfaces[packet.interface].name
    end
    assert.same({ "tun0", "eth0", "eth0", "eth0", "eth1" }, names)
    judged(name)
  end)

  it("begins each part with the section that it is of", function()
    support.needs "tshark"
    local names = {}
    copied(saved(file "<"), ways["by a handler"], { rotate = { packets = 2 },
      done = function(name) names[#names + 1] = name end })
    local sections = {}
    for i, name in ipairs(names) do
      local part <close> = pycap{ filename = name }
      for _ in part:packets() do end
      sections[i] = table.concat(part.comments, " ")
      judged(name)
    end
    assert.same({ "first second", "first second", "third" }, sections)
  end)

  it("begins no section at the end of a part", function()
    local sections = blocks.section()
    sections:interface(1, 0, { NANOSECONDS }):packet(0, 1, bytes(1))
    local second = blocks.section("<", { { 1, "second" } })
    second:interface(1, 0, { NANOSECONDS }):packet(0, 2, bytes(2))
    local last = blocks.section("<", { { 1, "last" } })
    last:names{ { "\192\0\2\1", "host" } }
    for how, way in pairs(ways) do
      local files = {}
      copied(saved(sections:bytes() .. second:bytes() .. last:bytes()), way,
        { rotate = { packets = 1 },
          done = function(name) files[#files + 1] = name end })
      local kinds = {}
      for i, name in ipairs(files) do
        local list = parts(support.read(name))
        for j, block in ipairs(list) do list[j] = block:sub(1, 2) end
        kinds[i] = table.concat(list, " ")
        judged(name)
      end
      -- what behind the last packet a section says is kept with it
      assert.same({ "0a 01 06 05", "0a 01 06 05 0a 04 01" }, kinds, how)
    end
  end)

  it("has counts that stand before a section's packets", function()
    local first, second = blocks.section "<", blocks.section "<"
    first:interface(1, 0, { NANOSECONDS }):packet(0, 1, bytes(1))
    second:interface(1, 0, { NANOSECONDS })
    second:block(5, second:pack("I4I4I4", 0, 0, 0) ..
      second:options{ { 4, second:pack("I8", 1) } })
    second:packet(0, 2, bytes(2))
    local kinds = {}
    for i, part in ipairs(parts(support.read(copied(saved(first:bytes() ..
      second:bytes()), ways["packet by packet"])))) do
      kinds[i] = part:sub(1, 2)
    end
    assert.equal("0a 01 06 05 0a 01 05 06", table.concat(kinds, " "))
  end)

  it("counts the header of a section for the part that gets it", function()
    local first = blocks.section "<"
    first:interface(1, 0, { NANOSECONDS }):packet(0, 1, bytes(1))
    local before = #first:bytes()
    local second = blocks.section("<", { { 1, ("x"):rep(200) } })
    second:interface(1, 0, { NANOSECONDS }):packet(0, 2, bytes(2))
    local names = {}
    copied(saved(first:bytes() .. second:bytes()), ways["packet by packet"],
      { rotate = { bytes = before + #bytes(2) + 140 },
        done = function(name) names[#names + 1] = name end })
    assert.equal(2, #names)
  end)

  it("keeps what editcap and mergecap say", function()
    support.needs "tshark"
    local base = saved(file("<", nil, true))
    local noted, merged = support.name ".pcapng", support.name ".pcapng"
    support.shell(("editcap -a 2:added --capture-comment whole %s %s")
      :format(quote(base), quote(noted)))
    support.shell(("mergecap -a -w %s %s %s"):format(quote(merged),
      quote(noted), quote(base)))
    local show = "tshark -n -r %s -T fields -e frame.number -e " ..
      "frame.time_epoch -e frame.len -e frame.cap_len -e frame.comment -e " ..
      "frame.interface_name -e frame.packet_flags -e frame.encap_type"
    for _, name in ipairs{ noted, merged } do
      for _, way in pairs(ways) do
        local copy = copied(name, way)
        judged(copy)
        for _, command in ipairs{ show, "capinfos -M -k -P -I %s" } do
          local before = support.shell(command:format(quote(name)))
          local after = support.shell(command:format(quote(copy)))
          local function bare(text)
            return (text:gsub("File name:[^\n]*", "")
              :gsub("Time precision:[^\n]*", "")
              :gsub("Time resolution = [^\n]*", "")
              :gsub("Time ticks per second = [^\n]*", ""))
          end
          assert.equal(bare(before), bare(after))
        end
      end
    end
  end)
end)
