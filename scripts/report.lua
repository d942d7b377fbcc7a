#!/usr/bin/env pcaplua
-- report.lua - one page of HTML about a capture: traffic, hosts, ARP, TCP
local pycap = require "pycap"

local usage <const> = [[
usage: pcaplua -r file report.lua [-n rows] >report.html
       pcaplua -i device report.lua >report.html     (until Ctrl-C)
Writes a page that needs nothing but itself: traffic over time, protocols,
hosts, conversations, names that were asked for, what is suspicious in ARP, and
trouble in TCP. Times are UTC.
  -n rows  rows of each table (15)
]]
local LIMIT <const> = 65536  -- rows of each kind kept in memory
local BARS <const> = 200     -- at most, side by side
local BOTH <const>, BACK <const> = 1, 60 -- seconds between two claims (ARP)
local SCAN <const> = 16      -- addresses asked for in a minute

local function quit(...)
  io.stderr:write("report: ", ...)
  io.stderr:write(usage)
  os.exit(2)
end

if arg[1] == "-h" or arg[1] == "--help" then io.write(usage) return end
local most = 15
for i = 1, #arg, 2 do
  if arg[i] ~= "-n" then quit(("'%s': no such option\n"):format(arg[i])) end
  most = math.tointeger(tonumber(arg[i + 1])) or 0
  if most < 1 then quit("-n: number of rows expected\n") end
end

local capture <close> = pycap{flows = {limit = 4 * LIMIT}}

-- Time: bars that get wider as the capture gets longer -----------------------

-- Widths in milliseconds, each a multiple of the one before it.
local WIDTHS <const> = {1, 5, 10, 50, 100, 500, 1000, 5000, 10000, 30000,
  60000, 300000, 600000, 1800000, 3600000, 21600000, 43200000, 86400000,
  604800000, 6048000000, 60480000000, 604800000000}
local bars, width, wide = {}, WIDTHS[1], 1 -- bars by number: sums by series
local low, high, number, bar
local series <const> = {} -- sums over all bars

local function widen()
  wide = wide + 1
  local times, old = WIDTHS[wide] // width, bars
  width, low, high, bars = WIDTHS[wide], low // times, high // times, {}
  for n, sums in pairs(old) do
    local new = bars[n // times] or {}
    for name, sum in pairs(sums) do new[name] = (new[name] or 0) + sum end
    bars[n // times] = new
  end
end

-- The bar of a time.
local function bar_at(time)
  local ms = math.floor(time * 1000)
  if ms // width == number then return bar end
  low, high = math.min(low or ms // width, ms // width),
    math.max(high or ms // width, ms // width)
  while high - low >= BARS do
    widen()
    low, high = math.min(low, ms // width), math.max(high, ms // width)
  end
  number = ms // width
  bar = bars[number] or {}
  bars[number] = bar
  return bar
end

local function add(sums, name, amount)
  sums[name] = (sums[name] or 0) + amount
  series[name] = (series[name] or 0) + amount
end

-- What is counted -------------------------------------------------------------

-- Rows by key, at most LIMIT.
local full = {} -- which rows were too many
-- Gives the rows, what finds or adds one, and what removes one.
local function rows_of(what)
  local rows, count = {}, 0
  return rows, function(key, new)
    if rows[key] then return rows[key] end
    if count == LIMIT then full[what] = true return end
    count = count + 1
    rows[key] = new
    return new
  end, function(key)
    if rows[key] then rows[key], count = nil, count - 1 end
  end
end

local first, last
local function family(tcp, udp, icmp, icmp6, arp)
  return tcp and "TCP" or udp and "UDP" or (icmp or icmp6) and "ICMP"
    or arp and "ARP" or "other"
end

capture:on("packet", {"time", "length", "tcp.flags", "udp.length",
  "icmp.type", "icmp6.type", "arp.operation"}, function(time, length, ...)
    if not first or time < first then first = time end
    if not last or time > last then last = time end
    local sums = bar_at(time)
    add(sums, "packets", 1)
    add(sums, "bytes", length)
    add(sums, family(...), length)
  end)

local malformed = 0
capture:on("packet", {"caplen", ["packet.malformed"] = true}, function()
  malformed = malformed + 1
end)

local protocols = {} -- by the name of a packet's last header
capture:on("packet", function(packet)
  local header = packet[#packet]
  local name = header and pycap.protocolof(header) or "(unknown)"
  local row = protocols[name]
  if not row then
    row = {name = name, count = 0, bytes = 0}
    protocols[name] = row
  end
  row.count, row.bytes = row.count + 1, row.bytes + packet.length
end)

local sent = pycap.tally{by = {"source"}, sum = "length", limit = LIMIT}
local received = pycap.tally{by = {"destination"}, sum = "length",
  limit = LIMIT}
local questions = pycap.tally{by = {"questions[1].name"}, limit = LIMIT // 4}
local servers = pycap.tally{by = {"servername"}, limit = LIMIT // 4}
capture:on("packet", {source = true}, sent)
capture:on("packet", {source = true}, received)
capture:on("dns", {response = 0}, questions)
capture:on("tls", {hello = "client"}, servers)

-- ARP: events by kind and what they say; who claims which address.
local events, event_of = rows_of "ARP events"
local _, claim_of = rows_of "ARP claims"
local holders = {} -- by VLAN and address: the last claim

local function event(kind, time, address, vlan, detail)
  local row = event_of(("%s %s %d %s"):format(kind, address, vlan, detail),
    {kind = kind, address = address, vlan = vlan, detail = detail, count = 0,
      first = time})
  add(bar_at(time), kind, 1)
  if row then row.count, row.last = row.count + 1, time end
end

local function claim(time, address, vlan, hardware, reply)
  local place = vlan .. " " .. address
  local this, before = claim_of(place .. " " .. hardware,
    {hardware = hardware}), holders[place]
  if not this then return end
  if before and before ~= this then
    local a, b = before.hardware, hardware
    local both = a < b and a .. " and " .. b or b .. " and " .. a
    if reply and before.replied and time - before.replied <= BOTH
      or this.last and time - this.last <= BACK then
      event("conflict", time, address, vlan, both)
    else
      event("changed", time, address, vlan, a .. " to " .. b)
    end
  end
  holders[place], this.last = this, time
  if reply then this.replied = time end
end

-- Who asks for how many addresses in one minute; each minute begins anew.
local minute, asked, askers, asking = nil, {}, {}, 0
local function ask(time, hardware, address, vlan)
  if time // 60 ~= minute then
    minute, asked, askers, asking = time // 60, {}, {}, 0
  end
  local key = hardware .. address
  if asked[key] then return end
  if asking == LIMIT then full["ARP requests in a minute"] = true return end
  asked[key], asking = true, asking + 1
  local count = (askers[hardware] or 0) + 1
  askers[hardware] = count
  if count < SCAN then return end
  local row = event_of("scan " .. hardware .. vlan, {kind = "scan", most = 0,
    address = address, vlan = vlan, count = 0, first = time,
    hardware = hardware})
  if count == SCAN then add(bar_at(time), "scan", 1) end
  if not row then return end
  if count == SCAN then row.count = row.count + 1 end
  row.most, row.last = math.max(row.most, count), time
  row.detail = ("%s asks for %d addresses in a minute"):format(hardware,
    row.most)
end

local NAMES <const> = {"requests", "replies"}
capture:on("arp", {"packet.time", "operation", "sourcehardware",
  "sourceprotocol", "targetprotocol", "vlan.id", "ethernet.source",
  operation = {1, 2}, protocol = 0x0800, hardwarelength = 6,
  protocollength = 4}, function(time, operation, hardware, address, target,
    vlan, sender)
    vlan = vlan or 0
    if not target then return end -- it was cut
    add(bar_at(time), NAMES[operation], 1)
    if sender and sender ~= hardware then
      event("mismatch", time, address, vlan, hardware .. " sent by " .. sender)
    end
    if address == "0.0.0.0" then
      return event("probe", time, target, vlan, "by " .. hardware)
    elseif address == target then
      event("gratuitous", time, address, vlan, "by " .. hardware)
    elseif operation == 1 then
      ask(time, hardware, target, vlan)
    end
    claim(time, address, vlan, hardware, operation == 2)
  end)

-- TCP: what flows do not say is noted by conversation until the flow ends.
local notes, note, forget = rows_of "TCP conversations"
local ends, end_of = rows_of "TCP servers"
local tcp = {flows = 0, segments = 0, retransmissions = 0, disorder = 0,
  gaps = 0, silent = 0, refused = 0, halfopen = 0, zero = 0, resets = 0}
local RESETS <const> = {{from = 4, to = 7}, {from = 12, to = 15},
  {from = 20, to = 23}, {from = 28, to = 31}} -- with FIN, SYN, PSH, ACK
local SYNACK <const> = {0x12, 0x52, 0x92, 0xd2} -- with ECE, CWR (RFC 3168)

local function noted(name)
  return function(time, key)
    local row = key and note(key, {})
    if row then row[name] = (row[name] or 0) + 1 end
    if name ~= "answered" then add(bar_at(time), name, 1) end
  end
end
capture:on("tcp", {"packet.time", "packet.conversation", flags = RESETS},
  noted "resets")
capture:on("tcp", {"packet.time", "packet.conversation", window = 0,
  flags = {{to = 3}, {from = 8, to = 11}, {from = 16, to = 19},
    {from = 24, to = 27}}}, noted "zero")
capture:on("tcp", {"packet.time", "packet.conversation", flags = SYNACK},
  noted "answered")
capture:on("flow", {"key", protocol = "tcp", state = "opening"},
  function(key)
    local row = note(key, {})
    if row then row.opened = true end
  end, {at = "start"})

local function place(address, port)
  if not port then return address end
  return (address:find(":", 1, true) and "[%s]:%d" or "%s:%d"):format(address,
    port)
end

-- How a handshake failed; nil: it did not, or was not seen.
local function failure(row, state, handshake, back)
  if not row.opened or handshake then return end
  if state == "opening" then
    return row.answered and "halfopen" or "silent"
  end
  if state ~= "reset" or back == 0 then return end
  return row.answered and "halfopen" or "refused"
end

capture:on("flow", {"destination", "destinationport", "packets",
  "backpackets", "retransmissions", "disorder", "gaps", "handshake", "state",
  "key", protocol = "tcp"}, function(address, port, packets, back,
    retransmissions, disorder, gaps, handshake, state, key)
    local row = notes[key] or {}
    local got = {flows = 1, segments = packets + back, disorder = disorder,
      retransmissions = retransmissions, gaps = gaps, zero = row.zero,
      resets = row.resets}
    local fate = failure(row, state, handshake, back)
    if fate then got[fate] = 1 end
    forget(key)
    local name = place(address, port)
    local server = end_of(name, {name = name})
    for what, amount in pairs(got) do
      tcp[what] = tcp[what] + amount
      if server then server[what] = (server[what] or 0) + amount end
    end
    if server and handshake then
      server.handshake = math.min(server.handshake or handshake, handshake)
    end
  end)

-- For sorting: the largest first by the first of these members, then the next.
local function by(...)
  local names <const> = {...}
  return function(a, b)
    for _, name in ipairs(names) do
      local x, y = a[name] or 0, b[name] or 0
      if x ~= y then
        if type(x) == "string" then return x < y end
        return x > y
      end
    end
    return false
  end
end

-- The largest flows, and the sums of all.
local by_bytes <const> = by("bytes", "packets", "name")
local flows, largest, least = {count = 0, bytes = 0, packets = 0}, {}, -1
capture:on("flow", {"source", "sourceport", "destination", "destinationport",
  "protocol", "application", "packets", "backpackets", "bytes", "backbytes",
  "seconds", "reason"}, function(source, from, destination, to, protocol,
    application, packets, back, bytes, backbytes, seconds, reason)
    flows.count = flows.count + 1
    flows.bytes = flows.bytes + bytes + backbytes
    flows.packets = flows.packets + packets + back
    if bytes + backbytes <= least then return end
    largest[#largest + 1] = {bytes = bytes + backbytes,
      packets = packets + back, seconds = seconds,
      name = place(source, from) .. " to " .. place(destination, to),
      protocol = protocol, application = application, reason = reason}
    if #largest < 2 * most then return end
    table.sort(largest, by_bytes)
    for i = #largest, most + 1, -1 do largest[i] = nil end
    least = largest[most].bytes
  end)

local ok, fault = pcall(capture.loop, capture)
local name = capture.filename or capture.device or "capture"
local dropped = capture.device and select(2, capture:stats()) or 0
capture:close()  -- the flows that are open end, too

-- Text of HTML ----------------------------------------------------------------

local ENTITIES <const> = {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
  ['"'] = "&quot;", ["'"] = "&#39;"}

-- Of any bytes. What controls or reorders text, and what is no UTF-8, becomes
-- \x and hexadecimal digits.
local function escape(text)
  text = tostring(text)
  local whole = utf8.len(text)
  text = text:gsub(whole and utf8.charpattern or "[\x80-\xff]", function(c)
    local code = whole and utf8.codepoint(c) or 0
    local plain = code >= 0xa1 and code ~= 0xad and code < 0xe000
      and not (code >= 0x2000 and code <= 0x206f) and code ~= 0x61c
      or whole and code >= 32 and code < 127
    if plain then return end
    return (c:gsub(".", function(byte)
      return ("\\x%02x"):format(byte:byte())
    end))
  end)
  return (text:gsub("[%c\x7f]", function(c)
    return ("\\x%02x"):format(c:byte())
  end):gsub("[&<>\"']", ENTITIES))
end

local function grouped(n)
  local text = ("%d"):format(n):reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (text:gsub("^,", ""))
end

local function count_of(n, what)
  return grouped(n) .. " " .. what .. (n == 1 and "" or "s")
end

local function share(part, whole)
  return whole > 0 and 100 * part / whole or 0
end

local function percent(part, whole)
  return ("%.1f %%"):format(share(part, whole))
end

-- A number in three digits, with a prefix of the unit.
local function short(n, unit)
  local prefix = 0
  while n >= 999.5 and prefix < 5 do n, prefix = n / 1000, prefix + 1 end
  local digits = prefix == 0 and n == n // 1 and "%.0f"
    or n < 9.995 and "%.2f" or n < 99.95 and "%.1f" or "%.0f"
  local text = digits:format(n):gsub("%.(%d-)0+$", ".%1"):gsub("%.$", "")
  return text .. " " .. ("kMGTP"):sub(prefix, prefix) .. unit
end

local function duration(seconds)
  if seconds < 1 then return ("%.0f ms"):format(seconds * 1000) end
  if seconds < 60 then return ("%.3g s"):format(seconds) end
  seconds = math.floor(seconds + 0.5)
  local large, small, times = "min", "s", 60
  if seconds >= 86400 then
    large, small, times, seconds = "d", "h", 24, seconds // 3600
  elseif seconds >= 3600 then
    large, small, seconds = "h", "min", seconds // 60
  end
  local rest = seconds % times
  return ("%d %s"):format(seconds // times, large) ..
    (rest > 0 and (" %d %s"):format(rest, small) or "")
end

local function utc(time, format)
  return os.date(format or "!%Y-%m-%d %H:%M:%S", math.floor(time))
end

local page = {}
local function put(...)
  for i = 1, select("#", ...) do page[#page + 1] = (select(i, ...)) end
end

-- A row of figures: pairs of number and what it is.
local function tiles(list)
  put '<dl class="tiles">'
  for _, tile in ipairs(list) do
    put('<div', tile.bad and ' class="bad"' or "", '><dt>', tile[2],
      '</dt><dd>', tile[1], '</dd></div>')
  end
  put '</dl>\n'
end

-- A table; on a narrow screen each row is a block, in which each number has its
-- title. Columns: { title, text of a row, left = true }; `part`: the share of a
-- row, drawn under its first cell.
local function grid(caption, shown, rows, part)
  put('<table role="table"><caption>', caption,
    '</caption><thead role="rowgroup"><tr role="row">')
  for _, column in ipairs(shown) do
    put('<th role="columnheader" scope="col"', column.left and
      ' class="left">' or '>', column[1], '</th>')
  end
  put '</tr></thead><tbody role="rowgroup">\n'
  for _, row in ipairs(rows) do
    for i, column in ipairs(shown) do
      local text = escape(column[2](row) or row.rest and "" or "-")
      if i > 1 then
        put('<td role="cell"', column.left and ' class="left"' or "",
          text ~= "" and ' data-title="' .. column[1] .. '">' or '>', text,
          '</td>')
      else
        put('<tr role="row"><th role="rowheader" scope="row">', text)
        if part then
          put(('<svg class="bar" aria-hidden="true"><rect width="%.2f%%"/>' ..
            '</svg>'):format(math.min(part(row), 100)))
        end
        put '</th>'
      end
    end
    put '</tr>\n'
  end
  put '</tbody></table>\n'
end

-- The first rows of a sorted list, and one that sums the numbers of the others;
-- `whole`: sums of all, where not all are in the list.
local function cut(list, sums, whole)
  local rows, rest = table.move(list, 1, math.min(most, #list), 1, {}), {}
  local count = (whole and whole.rows or #list) - #rows
  if count <= 0 then return rows end
  rest.name, rest.rest = ("others (%s)"):format(grouped(count)), true
  for _, sum in ipairs(sums) do
    rest[sum] = whole and whole[sum] or 0
    for i = whole and 1 or #rows + 1, whole and #rows or #list do
      rest[sum] = rest[sum] + (whole and -1 or 1) * (list[i][sum] or 0)
    end
  end
  rows[#rows + 1] = rest
  return rows
end

local function number_of(member)
  return function(row) return grouped(row[member] or 0) end
end

-- Charts ----------------------------------------------------------------------

-- x in percent, so that a chart is as wide as its place and its text never
-- shrinks; y in pixels.
local HEIGHT <const> = 160
local STEPS <const> = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000,
  10000, 30000, 60000, 120000, 300000, 600000, 1800000, 3600000, 7200000,
  21600000, 43200000, 86400000, 172800000, 604800000, 2592000000, 31536000000,
  315360000000, 3153600000000}
local from, columns = 0, 1 -- the first bar, and how many

local function x_of(ms) return 100 * (ms / width - from) / columns end

local function tick_text(ms, step)
  if step < 1000 then
    return utc(ms // 1000, "!%H:%M:%S") .. (".%03d"):format(ms % 1000)
  end
  return utc(ms // 1000, step < 60000 and "!%H:%M:%S"
    or step < 86400000 and "!%H:%M" or step < 2592000000 and "!%m-%d"
    or "!%Y-%m")
end

-- The times below a chart, and a line upwards from each.
local function put_ticks(top, bottom)
  local step = STEPS[#STEPS]
  for i = #STEPS, 1, -1 do
    if columns * width / STEPS[i] <= 4 then step = STEPS[i] end
  end
  local start = from * width
  for ms = (start + step - 1) // step * step, start + columns * width, step do
    local x = x_of(ms)
    put(('<line x1="%.2f%%" x2="%.2f%%" y1="%d" y2="%d"/>'):format(x, x, top,
      bottom), ('<text x="%.2f%%" y="%d" class="%s">'):format(x, bottom + 16,
      x < 8 and "start" or x > 92 and "end" or "middle"),
      tick_text(ms, step), '</text>')
  end
end

local charts = 0
local function open_chart(class, height, title, description)
  charts = charts + 1
  put(('<svg class="%s" role="img" aria-labelledby="t%d d%d" height="%d">')
    :format(class, charts, charts, height), ('<title id="t%d">'):format(charts),
    title, ('</title><desc id="d%d">'):format(charts), description, '</desc>')
end

-- What the grid of a chart goes up by, at most four times.
local function step_of(top)
  local step = 10 ^ math.floor(math.log(math.max(top, 1), 10)) / 5
  for _, times in ipairs{1, 2.5, 5, 10} do
    if top / (step * times) <= 4 then return math.max(step * times, 1) end
  end
  return step * 20
end

local function sum_of(sums, names)
  local sum = 0
  for _, one in ipairs(names) do sum = sum + (sums[one] or 0) end
  return sum
end

-- Stacked bars of these series, with what is on top of the list at the bottom.
local function stack(title, unit, names, classes)
  local top, at = 0, low
  for n, sums in pairs(bars) do
    local sum = sum_of(sums, names)
    if sum > top or sum == top and n < at then top, at = sum, n end
  end
  local step = step_of(top)
  local scale = (HEIGHT - 10) / (math.ceil(top / step) * step)
  put('<figure><figcaption>', title, '</figcaption><div class="plot">')
  put(('<svg class="scale" aria-hidden="true" height="%d">'):format(
    HEIGHT + 22))
  for value = 0, top + step * 0.999, step do
    put(('<text x="100%%" y="%.1f" class="end">%s</text>'):format(
      HEIGHT - value * scale + 4, short(value, unit)))
  end
  put '</svg>'
  open_chart("chart", HEIGHT + 22, title, ("%s in all, at most %s in %s, at %s")
    :format(short(series[unit == "B" and "bytes" or "packets"], unit),
      short(top, unit), duration(width / 1000), utc(at * width / 1000)))
  put '<g class="grid">'
  for value = 0, top + step * 0.999, step do
    local y = HEIGHT - value * scale
    put(('<line x1="0" x2="100%%" y1="%.1f" y2="%.1f"/>'):format(y, y))
  end
  put_ticks(HEIGHT, HEIGHT + 4)
  put '</g>'
  for i, one in ipairs(names) do
    put('<g class="', classes[i], '">')
    for n = low, high do
      local sums = bars[n]
      if sums and sums[one] then
        local below = sum_of(sums, {table.unpack(names, 1, i - 1)})
        put(('<rect x="%.2f%%" width="%.2f%%" y="%.1f" height="%.1f"/>')
          :format(100 * (n - from) / columns, 85 / columns,
            HEIGHT - (below + sums[one]) * scale, sums[one] * scale))
      end
    end
    put '</g>'
  end
  put '</svg></div>'
  if #names > 1 then
    put '<ul class="legend">'
    for i, one in ipairs(names) do
      put('<li><svg aria-hidden="true" class="', classes[i],
        '"><rect width="12" height="12"/></svg> ', one, ' ',
        short(series[one], unit), '</li>')
    end
    put '</ul>'
  end
  put '</figure>\n'
end

-- A row of bars for each series, each with a height of its own.
local function strips(title, list)
  local rows = {}
  for _, one in ipairs(list) do
    if series[one[1]] then rows[#rows + 1] = one end
  end
  if #rows == 0 then return end
  put('<figure><figcaption>', title, '</figcaption>')
  local words = {}
  for _, one in ipairs(rows) do
    words[#words + 1] = one[2] .. " " .. grouped(series[one[1]])
  end
  open_chart("chart", #rows * 44 + 22, title, table.concat(words, ", "))
  put '<g class="grid">'
  put_ticks(0, #rows * 44)
  put '</g>'
  for i, one in ipairs(rows) do
    local bottom, top = i * 44 - 2, 0
    put(('<text x="2" y="%d" class="label">%s</text>'):format(bottom - 26,
      words[i]), ('<g class="grid"><line x1="0" x2="100%%" y1="%d" y2="%d"/>' ..
      '</g><g class="%s">'):format(bottom, bottom, one[3]))
    for _, sums in pairs(bars) do top = math.max(top, sums[one[1]] or 0) end
    for n = low, high do
      local value = bars[n] and bars[n][one[1]]
      if value then
        local height = 4 + 18 * value / top
        put(('<rect x="%.2f%%" width="%.2f%%" y="%.1f" height="%.1f"/>')
          :format(100 * (n - from) / columns, math.max(85 / columns, 0.4),
            bottom - height, height))
      end
    end
    put '</g>'
  end
  put '</svg></figure>\n'
end

-- Sections --------------------------------------------------------------------

local function heading(id, title)
  put('<section id="', id, '"><h2>', title, '</h2>\n')
end

local function nothing(text) put('<p class="none">', text, '</p>\n') end

local function done() put '</section>\n' end

local function sorted(rows, order)
  local list = {}
  for _, row in pairs(rows) do list[#list + 1] = row end
  table.sort(list, order)
  return list
end

local FAMILIES <const> = {"TCP", "UDP", "ICMP", "ARP", "other"}
local CLASSES <const> = {"c1", "c2", "c3", "c4", "c5"}

local function traffic()
  heading("traffic", "Traffic over time")
  put('<p>Each bar is ', duration(width / 1000), '. Times are UTC.</p>\n')
  local names, classes = {}, {}
  for i, one in ipairs(FAMILIES) do
    if series[one] then
      names[#names + 1], classes[#classes + 1] = one, CLASSES[i]
    end
  end
  stack("Bytes in each bar", "B", names, classes)
  stack("Packets in each bar", "", {"packets"}, {"c1"})
  put '<details><summary>The numbers</summary>'
  local list, shown = {}, {{"from", function(row) return row.from end}}
  for n = low, high do
    if bars[n] then
      list[#list + 1] = setmetatable({from = utc(n * width / 1000) ..
        (width < 1000 and (".%03d"):format(n * width % 1000) or "")},
        {__index = bars[n]})
    end
  end
  for _, one in ipairs{"packets", "bytes", table.unpack(names)} do
    shown[#shown + 1] = {one, number_of(one)}
  end
  grid("Packets, and bytes by protocol, in each bar", shown, list)
  put '</details>\n'
  done()
end

local function shares()
  heading("protocols", "Protocols")
  put '<p>A packet counts for the last header that is known in it.</p>\n'
  local list = sorted(protocols, by("bytes", "count", "name"))
  grid("Packets and bytes by protocol", {
    {"Protocol", function(row) return row.name end, left = true},
    {"Packets", number_of "count"}, {"Bytes", number_of "bytes"},
    {"Share", function(row) return percent(row.bytes, series.bytes) end},
  }, cut(list, {"count", "bytes"}), function(row)
    return share(row.bytes, series.bytes)
  end)
  done()
end

local function talkers()
  heading("hosts", "Hosts")
  local hosts, whole = {}, {rows = 0, sent = 0, received = 0, packets = 0,
    bytes = 0}
  for what, tally in pairs{sent = sent, received = received} do
    for entry, count, sum in pairs(tally) do
      local host = hosts[entry[1]]
      if not host then
        host = {name = entry[1], sent = 0, received = 0, packets = 0, bytes = 0}
        hosts[host.name], whole.rows = host, whole.rows + 1
      end
      host[what], host.packets = host[what] + sum, host.packets + count
      host.bytes = host.bytes + sum
      whole[what], whole.bytes = whole[what] + sum, whole.bytes + sum
    end
  end
  if whole.rows == 0 then
    nothing "No packet has an IP header."
    return done()
  end
  put('<p>', grouped(whole.rows), ' addresses, by bytes sent ' ..
    'and received. A packet counts for both of its ends.</p>\n')
  grid("Bytes and packets by host", {
    {"Host", function(row) return row.name end, left = true},
    {"Sent", number_of "sent"}, {"Received", number_of "received"},
    {"Packets", number_of "packets"},
  }, cut(sorted(hosts, by("bytes", "packets", "name")), {"sent", "received",
    "packets", "bytes"}), function(row)
    return share(row.bytes, whole.bytes)
  end)
  done()
end

local KINDS <const> = {[1] = "icmp", [2] = "igmp", [6] = "tcp", [17] = "udp",
  [47] = "gre", [50] = "esp", [58] = "icmp6", [132] = "sctp"}

local function conversations()
  heading("conversations", "Conversations")
  if flows.count == 0 then
    nothing "No packet has an IP header."
    return done()
  end
  put('<p>', count_of(flows.count, "flow"), ', the largest first. Both ' ..
    'directions are one flow.</p>\n')
  table.sort(largest, by_bytes)
  flows.rows = flows.count
  grid("The largest flows", {
    {"From, to", function(row) return row.name end, left = true},
    {"Speaks", function(row)
      if not row.protocol then return end
      return row.application
        or KINDS[row.protocol] or "protocol " .. row.protocol
    end, left = true},
    {"Packets", number_of "packets"}, {"Bytes", number_of "bytes"},
    {"Lasted", function(row) return row.seconds and duration(row.seconds) end},
    {"Ended", function(row) return row.reason end, left = true},
  }, cut(largest, {"packets", "bytes"}, flows), function(row)
    return share(row.bytes, flows.bytes)
  end)
  put('<p class="note">Ended: <i>fin</i> closed by both sides, <i>rst</i> ' ..
    'reset, <i>idle</i> silent for too long, <i>new</i> begun anew, ' ..
    '<i>full</i> given up for want of room, <i>end</i> still open.</p>\n')
  done()
end

local function asked_for(caption, column, tally)
  local list, whole = {}, {rows = #tally, count = 0}
  for entry, count in pairs(tally) do
    list[#list + 1] = {name = entry[1] or "(none)", count = count}
    whole.count = whole.count + count
  end
  if #list == 0 then return end
  table.sort(list, by("count", "name"))
  grid(caption, {
    {column, function(row) return row.name end, left = true},
    {"Times", number_of "count"},
  }, cut(list, {"count"}), function(row)
    return share(row.count, whole.count)
  end)
end

local function names()
  heading("names", "Names")
  if #questions + #servers == 0 then
    nothing "Nobody asked for a name in DNS or TLS."
  end
  asked_for("Questions of DNS", "Name", questions)
  asked_for("Servers that clients of TLS name", "Name", servers)
  done()
end

-- Kinds of events of ARP, the worst first.
local EVENTS <const> = {
  {"conflict", "Conflicts", "bad", "Two hosts claim one address: both " ..
    "answer within a second, or it moves back within a minute."},
  {"changed", "Changed", "bad", "The address has another hardware address " ..
    "now."},
  {"mismatch", "Wrong senders", "bad", "The Ethernet header and ARP name " ..
    "different senders."},
  {"scan", "Scans", "bad", ("A host asks for %d addresses or more in a " ..
    "minute."):format(SCAN)},
  {"gratuitous", "Announcements", "fair", "A host announces its own address " ..
    "(gratuitous ARP)."},
  {"probe", "Probes", "fair", "A host asks whether an address is free."},
}

local function arp()
  heading("arp", "ARP")
  if not series.ARP then
    nothing "The capture has no ARP."
    return done()
  end
  local figures = {
    {grouped(series.requests or 0), "requests"},
    {grouped(series.replies or 0), "replies"},
  }
  for _, kind in ipairs(EVENTS) do
    figures[#figures + 1] = {grouped(series[kind[1]] or 0), kind[2]:lower(),
      bad = kind[3] == "bad" and series[kind[1]]}
  end
  tiles(figures)
  strips("When", {{"requests", "requests", "c4"}, {"replies", "replies", "c4"},
    {"conflict", "conflicts", "bad"}, {"changed", "changed addresses", "bad"},
    {"mismatch", "wrong senders", "bad"}, {"scan", "scans", "bad"},
    {"gratuitous", "announcements", "c2"}, {"probe", "probes", "c5"}})
  for _, kind in ipairs(EVENTS) do
    local list = {}
    for _, row in pairs(events) do
      if row.kind == kind[1] then
        row.name = (row.hardware or row.address) .. (row.vlan > 0 and
          " in VLAN " .. row.vlan or "")
        list[#list + 1] = row
      end
    end
    table.sort(list, by("most", "count", "name", "detail"))
    if #list > 0 then
      grid(kind[2] .. ". " .. kind[4], {
        {kind[1] == "scan" and "Host" or "Address",
          function(row) return row.name end, left = true},
        {"What", function(row) return row.detail end, left = true},
        {"Times", number_of "count"},
        {"First", function(row) return row.first and utc(row.first) end},
        {"Last", function(row) return row.last and utc(row.last) end},
      }, cut(list, {"count"}))
    end
  end
  done()
end

local function handshakes(row)
  return (row.silent or 0) + (row.refused or 0) + (row.halfopen or 0)
end

local function transport()
  heading("tcp", "TCP")
  if tcp.flows == 0 then
    nothing "The capture has no TCP."
    return done()
  end
  tiles{
    {grouped(tcp.flows), "connections"}, {grouped(tcp.segments), "segments"},
    {grouped(tcp.retransmissions), "retransmissions",
      bad = tcp.retransmissions > 0},
    {percent(tcp.retransmissions, tcp.segments), "of segments sent again"},
    {grouped(tcp.disorder), "out of order"}, {grouped(tcp.gaps), "gaps"},
    {grouped(tcp.resets), "resets", bad = tcp.resets > 0},
    {grouped(tcp.zero), "zero windows", bad = tcp.zero > 0},
    {grouped(handshakes(tcp)), "failed handshakes", bad = handshakes(tcp) > 0},
  }
  strips("When", {{"resets", "resets", "bad"},
    {"zero", "zero windows", "c2"}})
  for _, row in pairs(ends) do
    row.trouble = handshakes(row) + row.retransmissions + row.gaps +
      (row.resets or 0) + (row.zero or 0)
  end
  local list = sorted(ends, by("trouble", "segments", "name"))
  grid("Servers with the most trouble", {
    {"Server", function(row) return row.name end, left = true},
    {"Flows", number_of "flows"}, {"Segments", number_of "segments"},
    {"Sent again", number_of "retransmissions"},
    {"Gaps", number_of "gaps"}, {"Resets", number_of "resets"},
    {"Zero windows", number_of "zero"}, {"Silent", number_of "silent"},
    {"Refused", number_of "refused"}, {"Half open", number_of "halfopen"},
    {"Handshake", function(row)
      return row.handshake and ("%.3f ms"):format(row.handshake * 1000)
    end},
  }, cut(list, {"flows", "segments", "retransmissions", "gaps", "resets",
    "zero", "silent", "refused", "halfopen"}))
  put('<p class="note">Failed handshakes: <i>silent</i> no answer to a SYN, ' ..
    '<i>refused</i> answered by a reset, <i>half open</i> a SYN/ACK without ' ..
    'an ACK. <i>Handshake</i> is the quickest.</p>\n')
  done()
end

-- What stands out, at the top.
local function findings()
  local list = {}
  local function find(id, count, what, rest)
    if not count or count == 0 then return end
    list[#list + 1] = ('<li><a href="#%s">%s: %s%s</a></li>'):format(id,
      id:upper(), count_of(count, what), rest or "")
  end
  find("arp", series.conflict, "conflict", ": two hosts claim one address")
  find("arp", series.changed, "change", " of an address to other hardware")
  find("arp", series.mismatch, "packet", " with a wrong sender")
  find("arp", series.scan, "scan", " for addresses")
  find("tcp", handshakes(tcp), "failed handshake")
  find("tcp", tcp.retransmissions, "retransmission", (" (%s of all segments)")
    :format(percent(tcp.retransmissions, tcp.segments)))
  find("tcp", tcp.gaps, "gap", ": bytes are missing")
  find("tcp", tcp.resets, "reset")
  find("tcp", tcp.zero, "segment", " with a zero window")
  put '<h2>What stands out</h2>\n'
  if #list == 0 then return nothing "Nothing in ARP, and nothing in TCP." end
  put('<ul class="findings">', table.concat(list), '</ul>\n')
end

-- The page --------------------------------------------------------------------

local STYLE <const> = [[
:root{color-scheme:light;--page:#fff;--card:#f6f7f9;--line:#d5d9e0;
--text:#1b1f26;--soft:#59616e;--link:#0b57b0;--bad:#b3261e;
--c1:#2f6fb7;--c2:#d98200;--c3:#8a5cb8;--c4:#1f8a62;--c5:#8b929c}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;
--page:#14171c;--card:#1e2229;--line:#3a414c;--text:#e8eaee;--soft:#a7afbb;
--link:#8ab8f5;--bad:#ff8a80;
--c1:#6ba6e8;--c2:#f0a93c;--c3:#b894e0;--c4:#4fbf94;--c5:#8f97a3}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:62rem;background:var(--page);
color:var(--text);font:16px/1.45 system-ui,sans-serif}
h1{font-size:1.5rem;margin:.2rem 0;overflow-wrap:anywhere}
h2{font-size:1.25rem;margin:0 0 .5rem}
p{margin:.3rem 0 .8rem}a{color:var(--link)}
section{margin:2rem 0;border-top:1px solid var(--line);padding-top:1rem}
nav ul,.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;
gap:.3rem 1rem;margin:.8rem 0}
.note,.none,figcaption,caption,.legend{color:var(--soft);font-size:.875rem}
.fault{border-left:4px solid var(--bad);padding:.5rem .8rem;
background:var(--card);overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));
gap:.5rem;margin:.8rem 0}
.tiles div{background:var(--card);border:1px solid var(--line);
border-radius:6px;padding:.45rem .7rem;display:flex;flex-direction:column}
.tiles dt{color:var(--soft);font-size:.8rem;order:1}
.tiles dd{margin:0;font-size:1.15rem;font-weight:600;overflow-wrap:anywhere}
.tiles .bad dd{color:var(--bad)}
figure{margin:1rem 0}
.plot{display:flex}.scale{flex:0 0 4.2rem;width:4.2rem;padding-right:.4rem}
svg{display:block;overflow:visible}.chart{width:100%;min-width:0}
.plot .chart{flex:1 1 0}
svg text{fill:var(--soft);font-size:11px}svg .label{font-size:13px;
fill:var(--text)}
.end{text-anchor:end}.middle{text-anchor:middle}
.grid line{stroke:var(--line);shape-rendering:crispEdges}
.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}.c4{fill:var(--c4)}
.c5{fill:var(--c5)}g.bad{fill:var(--bad)}
.legend li{display:flex;align-items:center;gap:.35rem}
.legend svg{width:12px;height:12px}
.bar{width:100%;height:4px;margin-top:3px;fill:var(--c1)}.bar rect{height:4px}
table{margin:.8rem 0;border-collapse:collapse;width:100%;font-size:.875rem;
font-variant-numeric:tabular-nums}
caption{text-align:left;padding:0 0 .3rem}
th,td{padding:.3rem .5rem;text-align:right;vertical-align:top;
border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:600;vertical-align:bottom}
.left,tbody th{text-align:left}
tbody th{font-weight:400;overflow-wrap:anywhere;min-width:9.5rem}
th:first-child{padding-left:0}td:last-child,th:last-child{padding-right:0}
@media screen and (max-width:40rem){table,tbody,caption{display:block}
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;
overflow:hidden}tr{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.35rem 0;
border-bottom:1px solid var(--line)}th,td,.left{border:0;padding:0;
text-align:left}tbody th{flex:1 0 100%}td:empty{display:none}
td::before{content:attr(data-title) " ";color:var(--soft)}}
summary{cursor:pointer;color:var(--link)}
@media print{body{max-width:none;padding:0;font-size:10pt}nav,details{
display:none}section{margin:1rem 0}h2,figcaption,caption{break-after:avoid}
figure,tr,.tiles{break-inside:avoid}
a{color:inherit;text-decoration:none}table{font-size:8pt}
tbody th{min-width:8.5rem}
@page{margin:14mm}}
]]

local SECTIONS <const> = {{"traffic", "Traffic", traffic},
  {"protocols", "Protocols", shares}, {"hosts", "Hosts", talkers},
  {"conversations", "Conversations", conversations},
  {"names", "Names", names}, {"arp", "ARP", arp}, {"tcp", "TCP", transport}}

local title <const> = escape(name == "-" and "standard input"
  or name:match "[^/]+$" or name)
put('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n',
  '<meta http-equiv="Content-Security-Policy" content="default-src ',
  "'none'; style-src 'unsafe-inline'; img-src data:", '">\n',
  '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
  '<link rel="icon" href="data:,">\n<title>', title, ': report</title>\n',
  '<style>', STYLE, '</style></head>\n<body>\n<header><h1>', title, '</h1>\n')
if not ok then
  put('<p class="fault">The capture was not read to its end: ',
    escape(type(fault) == "table" and fault.message or fault), '</p>\n')
end
if first then
  put('<p>', utc(first), ' to ', utc(last), ' UTC</p>\n')
  local seconds = last - first
  tiles{
    {duration(seconds), "from first to last"},
    {grouped(series.packets), "packets"},
    {short(series.bytes, "B"), "on the wire"},
    {seconds > 0 and short(8 * series.bytes / seconds, "bit/s") or "-",
      "on average"},
    {grouped(flows.count), "flows"},
    {grouped(malformed), "malformed"},
    dropped > 0 and {grouped(dropped), "dropped", bad = true} or nil,
  }
  findings()
  columns = math.max(high - low + 1, 24)
  from = low - (columns - (high - low + 1)) // 2
  put '</header>\n<nav aria-label="Sections"><ul>'
  for _, section in ipairs(SECTIONS) do
    put('<li><a href="#', section[1], '">', section[2], '</a></li>')
  end
  put '</ul></nav>\n<main>\n'
  for _, section in ipairs(SECTIONS) do section[3]() end
else
  put '</header>\n<main>\n'
  nothing "The capture has no packets."
end
local lost = {}
for what in pairs(full) do lost[#lost + 1] = what end
table.sort(lost)
local missed = sent.refused + received.refused + questions.refused +
  servers.refused
if #lost > 0 or missed > 0 then
  if missed > 0 then
    lost[#lost + 1] = count_of(missed, "packet") ..
      " of further hosts or names, or of names that are too long"
  end
  put('<p class="fault">Not all is in the tables, for want of room: ',
    table.concat(lost, ", "), '.</p>\n')
end
put '</main></body></html>\n'
io.write(table.concat(page))
if not ok then error(fault, 0) end
