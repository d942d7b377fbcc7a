--
-- peers.lua - the bench's jobs in what else a user would pick, where installed
--
-- Each program in peers/ takes a job and a file and prints what hand.c prints:
-- the seconds of CPU time without what is set up before, and as a check how
-- many keys and what sum it found. Slow ones are given fewer packets.
--
local PEERS = {
  -- words of `command` that begin with $ are filled in; `needs` is tried first
  { "LuaJIT, FFI on libpcap", 1, needs = "luajit -v",
    command = "luajit $peers/luajit.lua $job $file" },
  { "libtins, C++", 1,
    needs = "g++ -O2 -o $build/bench/tins $peers/tins.cpp -ltins",
    command = "$build/bench/tins $job $file" },
  { "Lua, string.unpack", 2, needs = "lua5.4 -v",
    command = "lua5.4 $peers/unpack.lua $job $file" },
  { "Python, dpkt", 10, needs = "/usr/bin/python3 -c 'import dpkt'",
    command = "/usr/bin/python3 $peers/with_dpkt.py $job $file" },
  { "tshark, Lua listener", 20, needs = "tshark --version",
    command = "tshark -q -X lua_script:$peers/tshark.lua " ..
      "-X lua_script1:$job -r $file 2>/dev/null" },
  { "Python, Scapy", 100, needs = "/usr/bin/python3 -c 'import scapy'",
    command = "/usr/bin/python3 $peers/with_scapy.py $job $file" },
}

local function fill(text, values)
  return (text:gsub("%$(%l+)", values))
end

-- Those that are installed; says which are not.
local function installed(build)
  local list = {}
  for _, peer in ipairs(PEERS) do
    local needs = fill(peer.needs, { build = build,
      peers = "spec/bench/peers" })
    if os.execute("{ " .. needs .. "; } >/dev/null 2>&1") then
      list[#list + 1] = peer
    else
      print(("%-32s not installed"):format(peer[1]))
    end
  end
  return list
end

-- Prints a row for each peer, of one job on one kind of file. `tools` has:
-- build, the folder; runs and frames, how many; generate(name, frames);
-- run(command), what it prints; median(list).
return function(job, kind, tools)
  local base = ("%s/bench/peers-%s.pcap"):format(tools.build, kind)
  local names, found = {}, {}
  local peers = installed(tools.build)

  local function run(command, share)
    local seconds, rest = tools.run(fill(command, { job = job,
      build = tools.build, peers = "spec/bench/peers", file = names[share] }))
      :match("^(%S+)%s*(.-)%s*$")
    return tonumber(seconds) / (tools.frames // share), rest
  end

  local hand = "$build/bench/hand $job $file"
  for _, peer in ipairs { { "", 1 }, table.unpack(peers) } do
    local share = peer[2]
    if not names[share] then
      names[share] = base .. share
      tools.generate(names[share], tools.frames // share)
      found[share] = select(2, run(hand, share))
    end
  end

  local times, ratios = {}, {}
  for round = 1, tools.runs do
    local by_hand = run(hand, 1)
    for i, peer in ipairs(peers) do
      local time, rest = run(peer.command, peer[2])
      assert(rest == found[peer[2]], ("%s finds %s, by hand %s"):format(peer[1],
        rest, found[peer[2]]))
      times[i], ratios[i] = times[i] or {}, ratios[i] or {}
      times[i][round], ratios[i][round] = time, time / by_hand
    end
  end
  for i, peer in ipairs(peers) do
    print(("%-32s %9.0f %6.2f%s"):format(peer[1],
      tools.median(times[i]) * 1e9, tools.median(ratios[i]), peer[2] == 1 and
      "" or ("  %d frames"):format(tools.frames // peer[2])))
  end
  for _, name in pairs(names) do os.remove(name) end
end
