--
-- within_spec.lua - headers and packets asked for a field by its name in full
--
local lists = require "spec.support.lists"
local pycap = require "pycap"

local answer = pycap.decode(lists.answer, "ethernet")
local syn = pycap.decode(lists.syn, "ethernet")

local function refused(text, object, name)
  assert.error_matches(function() return object[name] end, text, 1, true)
end

describe("a name in full", function()
  it("reads a field inside a list of a header", function()
    assert.equal("www.example.org", answer.dns["questions[1].name"])
    assert.equal("192.0.2.80", answer.dns["answers[a].address"])
    assert.equal("2001:db8::80", answer.dns["answers[4].address"])
    assert.equal("two", answer.dns["answers[txt].strings[2].text"])
    assert.equal(1460, syn.tcp["options[mss].size"])
    assert.equal("nop", syn.tcp["options[2].name"])
    assert.is_nil(answer.dns["questions[2].name"])
    assert.is_nil(syn.tcp["options[sack].blocks[1].left"])
    assert.equal("a", pycap.name(answer.dns, "questions[1].type"))
    assert.is_nil(pycap.name(answer.dns, "questions[2].type"))
    assert.is_nil(pycap.name(syn.tcp, "options[mss].size"))
  end)

  it("reads what was assigned, and headers made by hand", function()
    local dns = pycap.dns { questions = { { name = "a.example" } } }
    assert.equal("a.example", dns["questions[1].name"])
    local packet = pycap.decode(lists.answer, "ethernet")
    packet.dns.questions = { { name = "b.example", type = "mx" } }
    assert.equal("b.example", packet["dns.questions[1].name"])
    assert.equal("mx", pycap.name(packet.dns, "questions[1].type"))
    packet.dns.questions = nil
    assert.equal("www.example.org", packet["dns.questions[1].name"])
  end)

  it("reads a field of a packet, nil without the header", function()
    assert.equal(7, answer["dns.id"])
    assert.equal("198.51.100.2", answer["ip.destination"])
    assert.equal(answer.udp.packet, answer["udp.packet"])
    assert.equal("192.0.2.80", answer["dns.answers[a].address"])
    assert.equal(answer.length, answer["packet.length"])
    for _, name in ipairs { "vlan.id", "vlan.packet", "tcp.options[mss].size" }
    do
      assert.is_nil(answer[name])
    end
  end)

  it("raises where nothing is called so", function()
    local dns = answer.dns
    for name, text in pairs {
      ["questions[1].nme"] = "dns.questions[1].nme: no such field; did you " ..
        "mean name?",
      ["qestions[1].name"] = "dns.qestions: no such field; did you mean " ..
        "questions?",
      ["id[1].name"] = "dns.id: not a list",
      ["questions[1]"] = "dns.questions[1]: a field expected, as [1].name",
      ["questions[].name"] = "dns.questions[].name: [] is for conditions: " ..
        "an index or a kind expected",
      ["answers[aa].owner"] = "dns.answers[aa]: no such kind; did you mean a?",
      ["questions["] = "dns.questions[: ] expected",
      ["dns.id"] = "dns.dns.id: no such field",
    } do
      refused(text, dns, name)
      if name ~= "dns.id" then refused(text, answer, "dns." .. name) end
    end
    assert.has_error(function() return dns["questions[1].name\0"] end)
    assert.has_error(function() return answer["dns.id\0"] end)
    assert.has_error(function() return answer["dns.packet\0"] end)
    refused("vlan.idd: no such field; did you mean id?", answer, "vlan.idd")
    refused("tcp.options[ms]: no such kind; did you mean mss?",
      answer, "tcp.options[ms].size")
    refused("packet.nosuch.id: no such protocol or member", answer,
      "nosuch.id")
    refused("packet.packet.nosuch: no such protocol or member", answer,
      "packet.nosuch")
    refused("packet.packet.arp: no such protocol or member", answer,
      "packet.arp")
  end)

  it("cannot be assigned", function()
    local text = "dns.questions[1].name: cannot be assigned: change a copy " ..
      "of the list, and assign that"
    assert.error_matches(function()
      answer.dns["questions[1].name"] = "x"
    end, text, 1, true)
    assert.error_matches(function()
      return pycap.dns { ["questions[1].name"] = "x" }
    end, text, 1, true)
  end)
end)
