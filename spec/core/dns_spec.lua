--
-- dns_spec.lua - records that the corpus has few of, made by Scapy
-- (support/scapydns.py): tshark's values, and the same when written anew
--
local judged = require "spec.support.judged"
local oracle = require "spec.support.oracle"
local pycap = require "pycap"
local support = require "spec.support"

-- Debian's package is one for its own interpreter.
local SCAPY <const> = "/usr/bin/python3 spec/support/scapydns.py"

-- Frames of a kind, by its name, and the names.
local frames, kinds = {}, {}

-- A message put together from plain tables.
local function anew(dns)
  return pycap.decode(pycap.dns(pycap.table(dns)).packet, "dns").dns
end

describe("records that are rare", function()
  lazy_setup(function()
    support.needs("scapy", "tshark")
    local out, err, status = support.shell(SCAPY, { timeout = 60 })
    assert.equal("", err)
    assert.equal(0, status)
    for kind, hex in out:gmatch("(%S+) (%x+)\n") do
      if not frames[kind] then
        frames[kind], kinds[#kinds + 1] = {}, kind
      end
      table.insert(frames[kind], support.wire(hex))
    end
  end)

  it("are ten different of each kind", function()
    assert.equal("mx txt caa svcb https dname soa srv opt",
      table.concat(kinds, " "))
    for _, kind in ipairs(kinds) do
      local seen = {}
      for _, bytes in ipairs(frames[kind]) do
        assert.is_nil(seen[bytes])
        seen[bytes] = true
        local dns = pycap.decode(bytes, 1).dns
        local found = false
        for _, list in ipairs { dns.answers, dns.additionals } do
          for _, record in ipairs(list) do
            found = found or record.name == kind
          end
        end
        assert.is_true(found, kind)
      end
      assert.equal(10, #frames[kind])
    end
  end)

  it("have tshark's values", function()
    local all = {}
    for _, kind in ipairs(kinds) do
      table.move(frames[kind], 1, #frames[kind], #all + 1, all)
    end
    local file, differences = support.capture(all), {}
    local theirs = oracle.fields(judged.names).packets(file)
    for i, bytes in ipairs(all) do
      local number, values = theirs()
      assert.equal(i, number)
      local packet = pycap.decode(bytes, 1)
      assert.is_nil(packet.malformed)
      judged.compare(packet, values, {}, function(name, our, their)
        differences[#differences + 1] = ("frame %d: %s: %s, tshark %s"):format(
          i, name, our, their)
      end)
    end
    assert.equal("", table.concat(differences, "\n"))
    for _, name in ipairs { "dns.caa.value", "dns.svcb.svcparam.alpn",
        "dns.svcb.svcparam.mandatory.key", "dns.svcb.svcparam.echconfig",
        "dns.svcb.svcparam.ipv6hint.ip", "dns.opt.client.family",
        "dns.opt.ext_error.extra_text", "dns.dname", "dns.txt" } do
      assert.is_true(judged.done.names[name], name)
    end
  end)

  it("say the same when they are written from tables", function()
    for _, kind in ipairs(kinds) do
      for _, bytes in ipairs(frames[kind]) do
        local dns = pycap.decode(bytes, 1).dns
        assert.equal(dns, anew(dns))
      end
    end
  end)
end)
