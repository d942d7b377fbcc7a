--
-- apps_spec.lua - messages of applications, ten of each protocol, made by Scapy
-- or from the standard (support/scapyapps.py): tshark's values, and the same
-- bytes when they are made anew from tables
--
local judged = require "spec.support.judged"
local madeby = require "spec.support.madeby"
local pycap = require "pycap"
local support = require "spec.support"

-- tshark's names of which the frames have no value, but the corpus has.
local absent = {
  ["nbns.number_of_names"] = true, ["nbns.unit_id"] = true,
}

local frames, kinds = {}, {}

-- What has no port of its own stands behind one that a script tells.
local carries = {}

describe("messages of applications", function()
  lazy_setup(function()
    support.needs("scapy", "tshark")
    carries[1] = pycap.carry("udp", 4460, "ntske")
    carries[2] = pycap.carry("udp", 5004, "rtp")
    frames, kinds = madeby.frames("spec/support/scapyapps.py")
  end)

  lazy_teardown(function()
    for _, carry in ipairs(carries) do carry:cancel() end
  end)

  it("are ten different of each protocol", function()
    for _, kind in ipairs(kinds) do
      local seen = {}
      for i, bytes in ipairs(frames[kind]) do
        assert.is_nil(seen[bytes])
        seen[bytes] = true
        local packet = pycap.decode(bytes, 1)
        assert(packet[kind] and not packet.malformed,
          ("%s %d: %s"):format(kind, i, packet))
      end
      assert.equal(10, #frames[kind], kind)
    end
    assert.is_true(#kinds >= 20)
  end)

  it("have tshark's values", function()
    assert.equal("", madeby.differences(frames, kinds))
    local made = {}
    for _, kind in ipairs(kinds) do made[kind] = true end
    for _, entry in ipairs(require "spec.support.judgedapps") do
      for name in pairs(made[entry[2]] and entry[3] or {}) do
        assert(judged.done.names[name] or absent[name], name)
      end
    end
  end)

  it("are the same bytes when they are made from tables", function()
    for _, kind in ipairs(kinds) do
      for i, bytes in ipairs(frames[kind]) do
        assert(bytes == madeby.anew(bytes), ("%s %d"):format(kind, i))
      end
    end
  end)

  -- Ethernet, IP and what stands before a port.
  local function behind(parent, port, ...)
    local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
      pycap[parent] { sourceport = 40000, destinationport = port }, ...)
    return pycap.decode(packet.bytes, 1)
  end

  it("leave other traffic at their ports as payload", function()
    local count = 0
    for _, protocol in ipairs(pycap.protocols()) do
      for _, carrier in ipairs(frames[protocol.name] and protocol.carriers or
          {}) do
        if carrier.parent == "udp" or carrier.parent == "tcp" then
          for _, bytes in ipairs { "<html>\r\n", "\xff\0\xff\0other",
              ("\xa5"):rep(300) } do
            local packet = behind(carrier.parent, carrier.number, bytes)
            assert(not packet[protocol.name], ("%s: %q"):format(protocol.name,
              bytes))
            assert.equal(bytes, packet.payload)
            count = count + 1
          end
        end
      end
    end
    assert.is_true(count >= 60)
  end)

  it("set their ports, and are well-formed with nothing set", function()
    for _, kind in ipairs(kinds) do
      for _, protocol in ipairs(pycap.protocols()) do
        local carrier = protocol.name == kind and protocol.carriers[1]
        if carrier and (carrier.parent == "udp" or carrier.parent == "tcp") then
          local packet = pycap.packet(pycap.ethernet(), pycap.ip(),
            pycap[carrier.parent](), pycap[kind]())
          assert.equal(carrier.number, packet[carrier.parent].destinationport)
          local back = pycap.decode(packet.bytes, 1)
          assert(back[kind] and not back.malformed, tostring(back))
        end
      end
    end
  end)
end)
