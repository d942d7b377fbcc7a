--
-- dns_spec.lua - records that the corpus has few of, made by Scapy
-- (support/scapydns.py): tshark's values, and the same when written anew
--
local judged = require "spec.support.judged"
local madeby = require "spec.support.madeby"
local pycap = require "pycap"
local support = require "spec.support"

-- Frames of a kind, by its name, and the names.
local frames, kinds = {}, {}

-- A message put together from plain tables.
local function anew(dns)
  return pycap.decode(pycap.dns(pycap.table(dns)).packet, "dns").dns
end

describe("records that are rare", function()
  lazy_setup(function()
    support.needs("scapy", "tshark")
    frames, kinds = madeby.frames("spec/support/scapydns.py")
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
    assert.equal("", madeby.differences(frames, kinds))
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
