--
-- line.lua - pcaplua with words for the shell, in which FILE, SCRIPT and FILTER
-- name files
--
local requests = require "spec.support.requests"
local support = require "spec.support"

local arp, quote = requests.frame, support.quote

local line = {}

line.program = io.popen("realpath " .. quote(support.program())):read "l"

line.udp = support.wire [[
  02:00:00:00:00:02 02:00:00:00:00:01 0800
  4500 0020 0000 0000 40 11 0000 c0000201 c0000202
  1388 1389 000c 0000 41424344
]]

-- FILE has four packets: three of ARP, and that one.
line.file = support.capture { arp(1), arp(2), arp(3), line.udp }

local script = support.write("print(...)", ".lua")
local filter = support.write("arp # and no more\nand src host 192.0.2.2")

-- Output, errors and status of the line, and the folder of its own in which it
-- ran.
function line.run(words)
  local folder = support.name()
  assert(os.execute("mkdir " .. quote(folder)))
  local out, err, status = support.shell(("cd %s && %s %s"):format(
    quote(folder), quote(line.program), words:gsub("FILE", quote(line.file))
      :gsub("SCRIPT", quote(script)):gsub("FILTER", quote(filter))))
  return out, err, status, folder
end

-- The names in a folder, one after the other.
function line.files_of(folder)
  local list = {}
  for name in io.popen("ls " .. quote(folder)):lines() do
    list[#list + 1] = name
  end
  return table.concat(list, " ")
end

return line
