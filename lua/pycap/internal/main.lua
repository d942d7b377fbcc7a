--
-- main.lua - pcaplua without a script: packets printed, written, counted, and
-- what there is to choose from
--
local pycap = require "pycap"
local base = require "pycap.internal.base"
local naming = require "pycap.internal.names"

-- Exit statuses: of a wrong word, and of a file that cannot be opened.
local WRONG <const>, NO_FILE <const> = 2, 3
local ROWS <const> = 20 -- of a table that people read
local styles <const> = { [0] = "clock", "none", "epoch", "delta", "date",
  "since" }

local function refuse(...)
  io.stderr:write("pcaplua: ", ...)
  io.stderr:write "\n"
  os.exit(WRONG)
end

-- Names, apart by commas.
local function split(text)
  local names = {}
  for name in text:gmatch "[^,%s]+" do names[#names + 1] = name end
  return names
end

-- Calls f for what the option says; what is wrong with it is the user's.
local function try(option, f, ...)
  local ok, result = pcall(f, ...)
  if ok then return result end
  if getmetatable(result) == pycap.error then error(result, 0) end
  local text = tostring(result):gsub("^pycap%.internal[%w.]*:%d+: ", "")
    :gsub("^on: ", "")
  text = text:match "^bad argument .-%((.*)%)$" or text
  refuse(text:find("^%-%-%a+:") and "" or option .. ": ", text)
end

-- Has a sink or a function get the packets that --where leaves. `names` are the
-- fields that it prints; `bare` says that there are names without a protocol.
local function attach(options, option, target, names, bare)
  if not options.where then
    return try(option, pycap.on, "packet", names or target, names and target)
  end
  if names then -- so that what is wrong with them is not said of --where
    try(option, pycap.on, "packet", names, target):cancel()
  end
  return try("--where", require "pycap.internal.each".filter, options.where,
    target, names, bare or names)
end

-- Lists -------------------------------------------------------------------

-- A name from outside, as a terminal may be shown it.
local function printable(name)
  local function escape(bytes)
    return (bytes:gsub(".", function(byte)
      return ("\\x%02x"):format(byte:byte())
    end))
  end
  return (name:gsub("%c", escape):gsub("\xc2[\x80-\x9f]", escape))
end

local function list_devices()
  for i, device in ipairs(pycap.devices()) do
    local flags = {}
    for _, flag in ipairs { "up", "running", "loopback", "wireless" } do
      if device[flag] then flags[#flags + 1] = flag end
    end
    for _, address in ipairs(device.addresses) do
      flags[#flags + 1] = address.address
    end
    print(("%d.%s%s [%s]"):format(i, printable(device.name),
      device.description and " (" .. printable(device.description) .. ")" or "",
      table.concat(flags, ", ")))
  end
end

local function print_list(title, letter, options, entries)
  print(("%s of %s (-%s takes one):"):format(title, options.device and
    printable(options.device) or "the default device", letter))
  if #entries == 0 then print "  host (Host)" end
  for _, entry in ipairs(entries) do
    print(("  %s%s"):format(entry.name, entry.meaning and
      " (" .. entry.meaning .. ")" or ""))
  end
end

-- The link type that a filter is for: what was said, or what is read.
local function link_type(options)
  if options.linktype then return options.linktype end
  if not options.filename and not options.device then return nil end
  return pycap():datalink()
end

local function print_program(options)
  for _, line in ipairs(base.program(options.filter or "", link_type(options),
    math.min(options.program, 3))) do
    print(line.name)
  end
end

-- Printing ----------------------------------------------------------------

-- The names of addresses: those in the capture file first.
local function known_names(options)
  local list = {}
  if options.filename and options.filename ~= "-" then
    naming.capture(list, options.filename)
  end
  naming.hosts(list)
  return list
end

local function print_packets(options)
  local hex, text = options.hex, options["hex-text"]
  attach(options, nil, base.printer {
    form = options.format or (options.verbose > 0 and "tree" or "line"),
    time = styles[math.min(options.time, 5)], nano = options.nano,
    link = options.link, quick = options.quick, colour = options.colour,
    hex = hex > 1 and "xx" or hex > 0 and "x" or text > 1 and "XX"
      or text > 0 and "X" or nil,
    names = options.names and known_names(options) or nil,
    flush = options["line-buffered"] or options["packet-buffered"] or nil,
  })
  return pycap.loop
end

-- What stands between fields, and at the end of a line.
local function separator_of(options)
  if options.format == "csv" then return ",", "\r\n" end
  local separator = options.separator or "\t"
  return separator == "\\t" and "\t" or separator, "\n"
end

local function print_fields(options)
  local names, form = split(options.fields), options.format or "fields"
  local separator, ends = separator_of(options)
  if #names == 0 then refuse "--fields: names of fields expected" end
  attach(options, "--fields", base.printer {
    form = form, separator = separator,
    flush = options["line-buffered"] or options["packet-buffered"] or nil,
  }, names)
  if options.header then io.write(table.concat(names, separator), ends) end
  return pycap.loop
end

-- Counting ----------------------------------------------------------------

local function count_packets(options)
  local held = 0
  if options.where then
    attach(options, nil, function() held = held + 1 end)
  end
  return function()
    local before, packets = pcall(pycap.loop)
    local count = options.where and held or before and packets or base.taken()
    print(("%d packet%s"):format(count, count == 1 and "" or "s"))
    if not before then error(packets, 0) end
  end
end

local sums <const> = { ["packet.length"] = true, ["packet.caplen"] = true }

-- A value as a terminal may be shown it, `absent` where there is none.
local function shown(value, absent)
  if value == nil then return absent end
  return (tostring(value):gsub("[%c\\\127-\255]", function(byte)
    return ("\\x%02x"):format(byte:byte())
  end))
end

-- What is told of an entry, as a list: its key, "" where a field is absent.
local function cells(entry, names, sum)
  local list = {}
  for i = 1, #names do list[i] = shown(entry[i], "") end
  list[#list + 1] = tostring(entry.count)
  if sum then list[#list + 1] = tostring(entry.sum) end
  return list
end

local function quoted(text)
  if not text:find '[",\r\n]' then return text end
  return '"' .. text:gsub('"', '""') .. '"'
end

local formats = {}

function formats.json(entries, names, sum)
  local lines = {}
  for i, entry in ipairs(entries) do
    local object = { packets = entry.count }
    for k, name in ipairs(names) do object[name] = entry[k] end
    if sum then object[sum] = entry.sum end
    lines[i] = pycap.json(object) .. "\n"
  end
  return lines
end

function formats.fields(entries, names, sum, options)
  local csv = options.format == "csv"
  local separator, ends = separator_of(options)
  local lines = {}
  if options.header then
    local head = cells({ count = "packets", sum = sum,
      table.unpack(names) }, names, sum)
    lines[1] = table.concat(head, separator) .. ends
  end
  for _, entry in ipairs(entries) do
    local list = cells(entry, names, sum)
    for k = 1, csv and #list or 0 do list[k] = quoted(list[k]) end
    lines[#lines + 1] = table.concat(list, separator) .. ends
  end
  return lines
end
formats.csv = formats.fields

function formats.line(entries, names, sum)
  local head = ("%11s  %s\n"):format("PACKETS", table.concat(names, " "))
  local lines = { sum and ("%14s "):format "BYTES" .. head or head }
  for _, entry in ipairs(entries) do
    local key = {}
    for k = 1, #names do key[k] = shown(entry[k], "-") end
    local line = ("%11d  %s\n"):format(entry.count, table.concat(key, " "))
    lines[#lines + 1] = sum and ("%14d "):format(entry.sum) .. line or line
  end
  return lines
end

local function tally_packets(options)
  local names = split(options.top)
  local sum = #names > 1 and sums[names[#names]] and table.remove(names)
  if #names == 0 then refuse "--top: names of fields expected" end
  local wanted = { by = names, sum = sum or nil }
  local tally = try("--top", pycap.tally, wanted)
  if options.where then -- so that what is wrong with them is not said of it
    try("--top", pycap.on, "packet", pycap.tally(wanted)):cancel()
  end
  attach(options, "--top", tally, nil, true)
  local drawn = options.terminal and not options.format
  local function draw()
    local n = options.format and #tally or ROWS
    if drawn then io.write "\27[H\27[J" end
    io.write(table.concat(formats[options.format or "line"](
      tally:top(math.max(n, 1)), names, sum, options)))
    io.flush()
  end
  if drawn then options.serve("draw", draw) end
  return function()
    local ok, fault = pcall(pycap.loop)
    draw()
    if tally.refused > 0 then
      io.stderr:write("pcaplua: ", tally.refused,
        " packets not counted: too many keys\n")
    end
    if not ok then error(fault, 0) end
  end
end

-- Writing -----------------------------------------------------------------

-- Drops privileges, once.
local function confine(options)
  local status = options.confine and options.confine() or 0
  options.confine = nil
  if status > 0 then os.exit(status) end
end

-- Files that follow are of the user that will write them; a single one may be
-- in a folder where only root can make one.
local function write_packets(options)
  local files = require "pycap.internal.files"
  local rotates = options["file-size"] > 0 or options["rotate-seconds"] > 0
  if rotates then confine(options) end
  local writer = files.open(pycap(), options, function(target)
    return attach(options, nil, target)
  end)
  options.serve("reopen", function()
    if options.rewrites then return writer:reopen() end
    io.stderr:write("pcaplua: SIGHUP: ", printable(options.write),
      " stays open: the user of -Z cannot make a file there\n")
  end)
  return function()
    local ok, fault = pcall(pycap.loop)
    local closed, other = pcall(writer.close, writer)
    if not ok then error(fault, 0) end
    if not closed then error(other, 0) end
  end
end

-- One-liners --------------------------------------------------------------

local function run_each(options)
  return require "pycap.internal.each".prepare(options, try)
end

-- Checking ----------------------------------------------------------------

local function check_script(options)
  local file = options.check
  local out, exit = io.stdout, os.exit
  local list, wrong = require "pycap.internal.check"(file, options.words)
  if not list then
    io.stderr:write("pcaplua: cannot open ", wrong, "\n")
    os.exit(NO_FILE)
  end
  for _, entry in ipairs(list) do
    out:write(("%s:%d: %s\n"):format(file, entry[1], entry[2]))
  end
  if #list > 0 then exit(1, true) end
end

local function test_scripts(options)
  local right, wrong = require "pycap.internal.test".run(options.self,
    options.test, options.update)
  if right == nil then refuse("--test: ", wrong) end
  if not right then os.exit(1, true) end
end

-- Does what the options say.
return function(options)
  if options.test then
    return test_scripts(options)
  elseif options.check then
    return check_script(options)
  elseif options["list-interfaces"] then
    return list_devices()
  elseif options["list-data-link-types"] then
    return print_list("Link types", "y", options,
      base.datalinks(options.device))
  elseif options["list-time-stamp-types"] then
    return print_list("Types of time stamps", "j", options,
      base.timestamps(options.device))
  elseif options.program > 0 then
    return print_program(options)
  end
  local prepare = options.each and run_each
    or options.write and write_packets
    or options.top and tally_packets
    or options.count and count_packets
    or options.fields and print_fields
    or print_packets
  local run = prepare(options)
  confine(options)
  local ok, fault = pcall(run)
  if ok then return end
  local piped = getmetatable(fault) == pycap.error and fault.code == "write"
    and tostring(fault):find "Broken pipe"
  if piped then os.exit(141) end -- as SIGPIPE would have it
  error(fault, 0)
end
