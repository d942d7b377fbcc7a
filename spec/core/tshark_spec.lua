--
-- tshark_spec.lua - what the oracle does not print, judged by tshark's own
-- fields: options, neighbour discovery, tunnels, labels, 802.11
local judged = require "spec.support.judged"
local oracle = require "spec.support.oracle"
local pycap = require "pycap"
local support = require "spec.support"

-- Where tshark is not the judge, and why: file -> packet -> field.
local beyond = "an option whose length reaches beyond the packet: tshark " ..
  "shows its beginning, to us it is bytes"

local route = "the prefix of a route option has the same name in tshark"

-- Any field of a packet.
local function all(reason)
  return setmetatable({}, { __index = function() return reason end })
end

local exceptions = {
  ["mixed/arkime-arkime_synthetic.pcap"] = {
    [812] = all "the length of an SSH packet is too small for its lists",
    [866] = all "tshark passes by an exception of Modbus without its code",
  },
  ["mixed/mercury-emix.pcap"] = { [6862] = {
    ["icmpv6.opt.prefix"] = route, ["icmpv6.opt.prefix.length"] = route,
  } },
  ["icmp/pcapthread-icmpv6_fuzz.pcap"] = {
    [11] = { ["icmpv6.opt.type"] = beyond, ["icmpv6.opt.length"] = beyond },
    [23] = { ["icmpv6.opt.type"] = beyond, ["icmpv6.opt.length"] = beyond },
  },
}

exceptions["ipv6/zeek-Teredo.pcap"] = { [6] = {
  ["icmpv6.opt.linkaddr"] = "an address of another size: to us it is bytes",
} }

-- The inner frames of this file end where tshark finds a check sequence.
do
  local list, behind = {}, {}
  for _, field in ipairs { "srcport", "dstport", "verification_tag",
      "checksum", "chunk_type", "chunk_length", "chunk_flags" } do
    behind["sctp." .. field] = "there are fewer bytes to tshark"
  end
  for number = 2, 130, 2 do list[number] = behind end
  exceptions["ethernet/zeek-cisco-fabric-path.pcap"] = list
end

describe("tshark's own fields", function()
  local captures, paths, fields = support.corpus(), {}, nil
  for i, capture in ipairs(captures) do paths[i] = capture.path end

  setup(function()
    support.needs("corpus", "oracle")
    fields = oracle.fields(judged.names)
    fields.start(paths)
  end)

  teardown(function()
    local done = judged.done
    if done.packets == 0 then return end
    local count = 0
    for _ in pairs(done.names) do count = count + 1 end
    support.note("compared with tshark's own fields: %d packets, %d values " ..
      "of %d fields (of %d)", done.packets, done.values, count, #judged.names)
  end)

  for _, capture in ipairs(captures) do
    it("are ours in " .. capture.file, function()
      local differences, number = {}, 0
      local theirs = fields.packets(capture.path)
      local ok, fault = pcall(function()
        local reader <close> = pycap { filename = capture.path }
        for packet in reader:packets() do
          local _, values = theirs()
          number = number + 1
          if not values then break end
          local except = (exceptions[capture.file] or {})[number] or {}
          judged.compare(packet, values, except, function(name, our, their)
            differences[#differences + 1] = ("packet %d: %s: %s, tshark %s")
              :format(number, name, our, their)
          end)
        end
      end)
      -- What breaks off is corpus_spec.lua's.
      if not ok and getmetatable(fault) ~= pycap.error then error(fault, 0) end
      assert(#differences == 0, ("%d differences\n%s"):format(#differences,
        table.concat(differences, "\n", 1, math.min(#differences, 8))))
    end)
  end
end)
