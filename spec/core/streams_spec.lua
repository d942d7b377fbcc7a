--
-- streams_spec.lua - what src/flow puts in order of TCP segments: drawn ones,
-- and those of the corpus, judged by tshark and tcpflow
--
local support = require "spec.support"

local BUILD <const> = os.getenv "PYCAP_BUILD" or "build"
local FLAGS <const> = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror " ..
  "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"

-- What tshark prints of a gap: "[16 bytes missing in capture file]\0".
local MISSING <const> = "^5b[3%d]+206279746573206d697373696e67" ..
  "20696e20636170747572652066696c655d00$"

-- Streams in which neither tshark nor tcpflow has what we have.
local OTHERS <const> = {
  ["tcp/suricata-urgent11_cve_2019_12260.pcap 1"] =
    "an RST ends it; tshark goes on",
  ["tcp/suricata-bug-76.pcap 0"] = "damaged: a SYN and a FIN in the middle",
  ["tcp/suricata-bug-76.pcap 1"] = "damaged: sequence numbers",
  ["tcp/suricata-transform-base64-7296.pcap 3"] =
    "damaged: FIN, SYN and RST in one segment",
  ["ipv4/libpcap-AH-IPcomp-IPv4.pcap 0"] = "its bytes are in IPComp",
  ["ipv6/libpcap-AH-IPcomp-IPv6.pcap 0"] = "its bytes are in IPComp",
}

local function shell(command, ...)
  local words = { command }
  for i, word in ipairs { ... } do words[i + 1] = support.quote(word) end
  local out, complaint, status = support.shell(table.concat(words, " "))
  assert.equal("", complaint)
  assert.equal(0, status)
  return out
end

describe("streams", function()
  it("are what was sent, in any order, and say where a gap is", function()
    local program, seed = support.name(), os.time()
    shell(("cc %s -DRUNS -o"):format(FLAGS), program, "spec/fuzz/streams.c",
      "src/flow/stream.c")
    support.note("streams: %s", shell("", program, 1000, seed):sub(1, -2))
  end)

  -- The streams that the program prints of files: a list for each file, with
  -- number, two ends, bytes by direction, and whether some are missing.
  local function streams_of(program, overlap, paths)
    local files, list = {}, nil
    for line in shell("", program, overlap, 65536, table.unpack(paths))
      :gmatch("[^\n]+") do
      local kind, number, direction, offset, rest =
        line:match("^(%a+) (%d+) ?(%S*) ?(%S*) ?(.*)")
      if kind == "file" then
        list = {}
        files[#files + 1] = list
      elseif kind == "stream" then
        local other, port = rest:match("(%S+) (%d+)")
        list[#list + 1] = { number = number, { offset = 0 }, { offset = 0 },
          ends = { direction .. ":" .. offset, other .. ":" .. port } }
      elseif kind == "bytes" or kind == "gap" then
        local stream = list[tonumber(number) + 1]
        local side = stream[direction + 1]
        assert(side.offset == tonumber(offset), line)
        local bytes = kind == "bytes" and rest or ("00"):rep(tonumber(rest))
        side[#side + 1] = kind == "bytes" and rest or nil
        side.whole = (side.whole or "") .. bytes
        side.offset = side.offset + #bytes // 2
        if kind == "gap" then stream.gap = true end
      end
    end
    return files
  end

  -- The n-th stream of these ends, in whichever direction.
  local function key_of(ends, seen)
    local a, b = ends[1], ends[2]
    local key = a < b and a .. " " .. b or b .. " " .. a
    seen[key] = (seen[key] or 0) + 1
    return key .. " " .. seen[key]
  end

  -- Runs commands, two at a time; the name of what each of them prints.
  local function run_all(commands)
    local list, names = {}, {}
    for i, command in ipairs(commands) do
      names[i] = support.name()
      list[i] = command .. " 2>/dev/null >" .. support.quote(names[i]) .. "\0"
    end
    os.execute("xargs -0 -n 1 -P 2 sh -c <" ..
      support.quote(support.write(table.concat(list))))
    return names
  end

  -- The command by which tshark follows that many streams of a file, and some
  -- more.
  local function follow(path, count)
    local words = { "tshark -n -q -o ip.defragment:FALSE",
      "-o ipv6.defragment:FALSE -o ip.tso_support:TRUE -r",
      support.quote(path) }
    for i = 0, count + 8 do words[#words + 1] = "-z follow,tcp,raw," .. i end
    return table.concat(words, " ")
  end

  -- What it prints: by key_of, the bytes by direction.
  local function followed(text, count)
    local blocks, found, seen = {}, {}, {}
    for number, one, other, lines in
      text:gmatch("eq (%d+)\nNode 0: (%S+)\nNode 1: (%S+)\n(.-)=====") do
      blocks[tonumber(number)] = { one, other, lines }
    end
    for i = 0, count + 8 do
      local block = blocks[i]
      if block and block[1] ~= ":0" then
        local sides, ends = { {}, {} }, {}
        for n = 1, 2 do ends[n] = block[n]:gsub("[%[%]]", "") end
        for tab, bytes in block[3]:gmatch("(\t?)([^\n]+)\n") do
          if not bytes:find(MISSING) then
            table.insert(sides[tab == "" and 1 or 2], bytes)
          end
        end
        sides.ends = ends
        found[key_of(ends, seen)] = sides
      end
    end
    return found
  end

  -- The same bytes as tshark; `turned`: its first end is our second.
  local function is_followed(stream, sides)
    if not sides then return false end
    local turned = sides.ends[1] ~= stream.ends[1]
    for n = 1, 2 do
      local theirs = sides[turned and 3 - n or n]
      if table.concat(stream[n]) ~= table.concat(theirs) then return false end
    end
    return true
  end

  -- A name of tcpflow's: 192.000.002.001.00080-...
  local function name_of(ends, n)
    local words = {}
    for i, stop in ipairs { ends[n], ends[3 - n] } do
      local a, b, c, d, port = stop:match("^(%d+)%.(%d+)%.(%d+)%.(%d+):(%d+)$")
      if not a then return nil end
      words[i] = ("%03d.%03d.%03d.%03d.%05d"):format(a, b, c, d, port)
    end
    return table.concat(words, "-")
  end

  -- The same bytes at the same places as in tcpflow's files, which have zeros
  -- for our gaps, but none at the end.
  local function is_dumped(stream, folder)
    for n = 1, 2 do
      local name = name_of(stream.ends, n)
      -- A VLAN's number may follow.
      local theirs = name and support.shell(("cat %s/%s %s/%s--* 2>&-"):format(
        folder, name, folder, name)) or ""
      local ours = (stream[n].whole or ""):gsub("%x%x", function(hex)
        return string.char(tonumber(hex, 16))
      end)
      if ours:sub(1, #theirs) ~= theirs or
        ours:find("[^\0]", #theirs + 1) then return false end
    end
    return name_of(stream.ends, 1) ~= nil
  end

  it("of the corpus are those of tshark and tcpflow", function()
    support.needs("corpus", "oracle", "tcpflow")
    local program, captures, paths = support.name(), support.corpus(), {}
    shell(("cc %s -o %s spec/core/streams.c src/flow/*.c %s/core/*.o " ..
      "%s/proto/*.o -lpcap"):format(FLAGS, support.quote(program), BUILD,
      BUILD))
    for i, capture in ipairs(captures) do paths[i] = capture.path end
    local first = streams_of(program, "first", paths)
    local last = streams_of(program, "last", paths)
    local commands, folders, files = {}, {}, {}
    for i, list in ipairs(first) do
      if #list > 0 then
        files[#files + 1] = i
        commands[#commands + 1] = follow(paths[i], #list)
      end
    end
    local printed = run_all(commands)
    local counts = { tshark = 0, tcpflow = 0, neither = 0 }
    for n, i in ipairs(files) do
      local theirs = followed(support.read(printed[n]), #first[i])
      local seen = {}
      for k, stream in ipairs(first[i]) do
        local judge = "neither"
        local key = key_of(stream.ends, seen)
        local name = captures[i].file .. " " .. k - 1
        if stream.gap and not OTHERS[name] then
          if not folders[i] then
            folders[i] = support.name()
            support.shell(("tcpflow -E tcpdemux -o %s -r %s"):format(
              folders[i], support.quote(paths[i])))
          end
          if is_dumped(last[i][k], folders[i]) then judge = "tcpflow" end
        end
        if judge == "neither" and is_followed(stream, theirs[key]) then
          judge = "tshark"
        end
        assert.is_true(judge ~= "neither" or OTHERS[name] ~= nil, name)
        counts[judge] = counts[judge] + 1
      end
    end
    support.note("streams as tshark has them %d, as tcpflow %d, others %d",
      counts.tshark, counts.tcpflow, counts.neither)
    if support.stressed then return end  -- it reads some of the files
    -- Tunnels that are decoded anew bring more.
    assert.is_true(counts.tshark >= 852 and counts.tcpflow >= 11)
    assert.equal(6, counts.neither)
  end)
end)
