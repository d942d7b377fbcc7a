--
-- prints_spec.lua - pcaplua without a script, on real captures: a line for each
-- packet that tcpdump counts, tshark's addresses in it, JSON that another
-- parser reads, and a copy by -w with the same bytes and times
--
local dkjson = require "dkjson"
local oracle = require "spec.support.oracle"
local support = require "spec.support"

local quote = support.quote

-- What differs for a reason: by file, the numbers of packets.
local routed = { -- a source route: tshark shows where it ends
  ["ipv4/pcpp-ipv4-options.pcap"] = { [6] = true, [7] = true },
  ["ipv4/suricata-detect-ipopts.pcap"] = { [2] = true, [7] = true },
}

describe("pcaplua, printing the corpus,", function()
  local captures = support.corpus()
  local readable = {}

  lazy_setup(function()
    support.needs("corpus", "oracle", "tcpdump")
    local paths = {}
    for i, capture in ipairs(captures) do paths[i] = capture.path end
    oracle.start(paths)
  end)

  local function lines(text)
    local list = {}
    for line in text:gmatch("([^\n]*)\n") do list[#list + 1] = line end
    return list
  end

  -- The lines of a file, or nil of one that cannot be opened.
  local function printed(capture, options)
    local out, err, status = support.pcaplua(options .. " -r " ..
      quote(capture.path))
    assert(status == 0 or status == 1 or status == 3,
      capture.file .. ": " .. err)
    if status ~= 3 then return lines(out) end
  end

  it("has a line for each packet that tcpdump counts", function()
    local total = 0
    for _, capture in ipairs(captures) do
      local list = printed(capture, "-t")
      readable[capture] = list or false
      local said, _, status = support.shell("tcpdump --count -r " ..
        quote(capture.path) .. " 2>/dev/null")
      local count = tonumber(said:match("^(%d+) packet"))
      if status == 0 and count and list then
        assert(count == #list, ("%s: %d lines, tcpdump counts %d"):format(
          capture.file, #list, count))
        total = total + count
      end
      for _, line in ipairs(list or {}) do
        assert(not line:find("[^\32-\126]"), line)
      end
    end
    assert.is_true(total > captures.packets * 17 // 20, total)
  end)

  it("has the addresses that tshark has", function()
    local compared, without = 0, 0
    for _, capture in ipairs(captures) do
      local list = readable[capture]
      if list then
        local theirs = oracle.packets(capture.path)
        for number, line in ipairs(list) do
          local _, expected = theirs()
          if not expected then break end
          for _, version in ipairs { "ip", "ipv6" } do
            local from, to = expected[version .. ".src"],
              expected[version .. ".dst"]
            local first = expected.protocols:match("ipv?6?") == version and
              not expected.protocols:find("ip.*ip")
            if from and to and first and
                not (routed[capture.file] or {})[number] then
              local ours, other = line:match("IP6? (%S+) > (%S-):? ")
              if not ours then
                ours, other = line:match("IP6? (%S+) > (%S-):?$")
              end
              if ours then
                assert(ours:sub(1, #from) == from and
                  other:sub(1, #to) == to, ("%s: %d: %s: tshark %s > %s")
                  :format(capture.file, number, line, from, to))
                compared = compared + 1
              elseif not line:find("^unknown link type") then
                -- decoding ended before: corpus_spec says why
                without = without + 1
              end
            end
          end
        end
      end
    end
    assert.is_true(compared > captures.packets * 13 // 20, compared)
    assert.is_true(without < 150, without)
  end)

  it("has a JSON object for each packet, too", function()
    local objects = 0
    for i, capture in ipairs(captures) do
      local list = i % 4 == 0 and printed(capture, "-T json")
      if list then
        assert.equal(#readable[capture], #list)
        for number = 1, #list, 11 do
          local object, stop, problem = dkjson.decode(list[number])
          assert(object and not problem, problem)
          assert.equal(#list[number] + 1, stop)
          assert.is_number(object["packet.length"])
          objects = objects + 1
        end
      end
    end
    assert.is_true(objects > captures.packets // 132)
  end)

  it("has the same bytes and times in what -w wrote", function()
    local copy = support.name(".pcapng") -- which takes all link types
    local files = 0
    for _, capture in ipairs(captures) do
      if readable[capture] and #readable[capture] > 0 then
        local options = "-tt --nano -XX -r "
        local _, err = support.pcaplua("-w " .. copy .. " -r " ..
          quote(capture.path))
        local before = support.pcaplua(options .. quote(capture.path))
        local after = support.pcaplua(options .. copy)
        if before ~= after then
          error(("%s: the copy differs (%s)"):format(capture.file, err))
        end
        files = files + 1
      end
    end
    assert.is_true(files > #captures * 3 // 4)
  end)
end)
