--
-- conversations.lua - the conversations of files, by src/flow alone
--
local pycap = require "pycap"
local assert = require "luassert"
local support = require "spec.support"

local M <const> = {}

local program
local BUILD <const> = os.getenv "PYCAP_BUILD" or "build"
local FLAGS <const> = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror " ..
  "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"

-- The fields of a line of the program, behind the file's number.
local NAMES <const> = {
  "source", "destination", "sourceport", "destinationport", "protocol",
  "packets", "bytes", "backpackets", "backbytes", "first", "last", "seconds",
  "state", "reason", "handshake", "retransmissions", "disorder", "gaps",
  "application", "communityid", "vlans",
}

-- A bound that no conversation meets.
M.ALWAYS = "1000000 268435456 oldest 1000000000"

-- Builds the program; its name.
function M.build()
  program = support.name()
  local _, complaint, status = support.shell(("cc %s -o %s " ..
    "spec/core/flows.c src/flow/*.c %s/core/*.o %s/proto/*.o -lpcap")
    :format(FLAGS, support.quote(program), BUILD, BUILD))
  assert.equal("", complaint)
  assert.equal(0, status)
  return program
end

-- The conversations of files, a list for each, and the counts of the last.
function M.run(options, paths)
  local command = support.quote(program) .. " " .. options
  for _, path in ipairs(paths) do
    command = command .. " " .. support.quote(path)
  end
  local out, complaint, status = support.shell(command)
  assert.equal("", complaint)
  assert.equal(0, status)
  local files, counts = {}, {}
  for i = 1, #paths do files[i] = {} end
  for line in out:gmatch "[^\n]+" do
    local words = {}
    for word in line:gmatch "%S+" do words[#words + 1] = word end
    if words[1] == "flow" then
      local flow = {}
      for i, name in ipairs(NAMES) do
        flow[name] = math.tointeger(words[i + 2]) or words[i + 2]
      end
      table.insert(files[tonumber(words[2])], flow)
    else
      for i = 3, #words, 2 do counts[words[i]] = tonumber(words[i + 1]) end
    end
  end
  return files, counts
end

-- The conversations of packets that come at these times, or a second apart.
function M.flows_of(packets, options, times)
  local name = support.name(".pcap")
  local dump = pycap.dump(name, { datalink = pycap.constants.dlt.RAW })
  for i, packet in ipairs(packets) do
    dump:write(packet, { time = times and times[i] or i })
  end
  dump:close()
  local files, counts = M.run(options or M.ALWAYS, { name })
  return files[1], counts
end

-- Headers of a packet of TCP between 192.0.2.1:1000 and 192.0.2.2:80.
function M.tcp(from, flags, sequence, payload, fields)
  local t = { sourceport = from == 1 and 1000 or 80,
    destinationport = from == 1 and 80 or 1000, flags = flags,
    sequence = sequence, acknowledge = 1 }
  for k, v in pairs(fields or {}) do t[k] = v end
  return pycap.packet(pycap.ip { source = "192.0.2." .. from,
    destination = "192.0.2." .. 3 - from }, pycap.tcp(t), payload or "")
end

function M.udp(from, payload, port)
  return pycap.packet(pycap.ip { source = "192.0.2." .. from,
    destination = "192.0.2." .. 3 - from }, pycap.udp { sourceport =
    from == 1 and 1000 or port or 53, destinationport =
    from == 1 and (port or 53) or 1000 }, payload or "")
end

-- Asserts what one conversation has.
function M.check(expected, flow)
  for name, value in pairs(expected) do
    assert.equal(value, flow[name], name)
  end
end

M.OPEN = {
  M.tcp(1, "syn", 100), M.tcp(2, "syn, ack", 500), M.tcp(1, "ack", 101),
}

-- These packets behind a handshake.
function M.opened(...)
  return table.move({ ... }, 1, select("#", ...), 4, { table.unpack(M.OPEN) })
end

return M
