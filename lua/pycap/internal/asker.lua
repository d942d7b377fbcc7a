--
-- asker.lua - sends questions at a rate, and finds what answers them
--
local base = require "pycap.internal.base"
local host = require "pycap.internal.host"

-- Requests that are answered by another type of the same protocol, both ways.
local icmp <const> = { [8] = 0, [13] = 14, [15] = 16, [17] = 18, [42] = 43 }
local icmp6 <const> = { [128] = 129, [160] = 161 }
local icmp_asked <const>, icmp6_asked <const> = {}, {}
for request, reply in pairs(icmp) do icmp_asked[reply] = request end
for request, reply in pairs(icmp6) do icmp6_asked[reply] = request end

local REDIRECT <const> = 5
local SOLICITATION <const>, ADVERTISEMENT <const> = 135, 136

local READS <const> = 16 -- packets taken between two that are sent

-- The transport protocol of a packet and its two ports.
local function ports(packet, ip)
  local header = packet.tcp or packet.udp or packet.sctp
  if header then
    local number = packet.tcp and 6 or packet.udp and 17 or 132
    return number, header.sourceport, header.destinationport
  end
  return packet.ip and ip.protocol or packet.ip6.nextheader, 0, 0
end

local function tag(packet)
  return packet.vlan and packet.vlan.id or 0
end

local function is_group(address)
  local first = tonumber(address:match "^(%d+)%.")
  return first and first >= 224 or address:find "^ff%x%x:" ~= nil
end

local function echo(name, kind, from, to, header)
  return ("%s %d %s %s %s %s"):format(name, kind, from, to, header.id,
    header.sequence or header.number) -- nil where the header is cut
end

-- What a question asks: a text that its answers lead to, too. nil: unknown.
local function asked(packet)
  local arp, ip = packet.arp, packet.ip or packet.ip6
  if arp then
    return arp.operation == 1 and ("arp %d %s %s"):format(tag(packet),
      arp.sourceprotocol, arp.targetprotocol) or nil
  elseif not ip then
    return nil
  end
  local from, to = ip.source, ip.destination
  local four, six = packet.icmp, packet.icmp6
  if is_group(to) then to = "*" end
  if four then
    return icmp[four.type] and echo("icmp", four.type, from, to, four)
  elseif six and six.type == SOLICITATION then
    return "neighbour " .. tostring(six.target)
  elseif six then
    return icmp6[six.type] and echo("icmp6", six.type, from, to, six)
  end
  local number, source, destination = ports(packet, ip)
  return ("%d %s %s %d %d"):format(number, from, to, source, destination)
end

-- What a packet answers, if it is an answer. `from` stands for its source.
local function answered(packet, from)
  local arp, ip = packet.arp, packet.ip or packet.ip6
  if arp then
    return arp.operation == 2 and ("arp %d %s %s"):format(tag(packet),
      arp.targetprotocol, arp.sourceprotocol) or nil
  elseif not ip then
    return nil
  end
  local to, four, six = ip.destination, packet.icmp, packet.icmp6
  from = from or ip.source
  if four then
    local kind = icmp_asked[four.type]
    return kind and echo("icmp", kind, to, from, four)
  elseif six and six.type == ADVERTISEMENT then
    return "neighbour " .. tostring(six.target)
  elseif six then
    local kind = icmp6_asked[six.type]
    return kind and echo("icmp6", kind, to, from, six)
  end
  local number, source, destination = ports(packet, ip)
  return ("%d %s %s %d %d"):format(number, to, from, destination, source)
end

local asker = {}

function asker.is_packet(value)
  return type(value) == "string" or type(value) == "userdata"
    and getmetatable(value) == "pycap.packet"
end

-- Asking ------------------------------------------------------------------

local Asker = {}
Asker.__index = Asker

-- A question that is to be sent.
function Asker:new_question(packet)
  self.count = self.count + 1
  if not asker.is_packet(packet) then
    host.fail("ask: packet expected, got ", type(packet))
  end
  local question = { packet = packet, index = self.count, left = self.retry }
  if not self.match then
    local key = type(packet) == "userdata" and asked(packet)
    if not key then
      host.fail("ask: what answers this packet is not known: ",
        "give a match function")
    end
    question.key = key
    self.open[key] = self.open[key] or {}
    table.insert(self.open[key], question)
  end
  return question
end

-- Whether the time of a question is over, and the capture read up to then: the
-- answer may have come, and wait behind other packets.
function Asker:is_late(question, now)
  return question.due <= now
    and not (self.read and self.read < question.sent + self.wait)
end

-- The question that is to be sent next, nil: none is, now.
function Asker:next_question(now)
  local first = self.queue[self.head]
  if self.held then
    return self.held
  elseif first and self:is_late(first, now) then -- it has not been answered
    self.queue[self.head] = nil
    self.head = self.head + 1
    if first.left > 0 and not first.answered then
      first.left = first.left - 1
      return first
    end
    self:forget(first)
  elseif self.source then
    local packet = self.source()
    if packet ~= nil then return self:new_question(packet) end
    self.source = nil
  end
end

-- Sends a question. One for which there is no room waits for its turn.
function Asker:send(question)
  local sent = base.epoch()
  local ok, fault = pcall(self.injector.inject, self.injector,
    question.packet)
  local now = base.now()
  self.held = nil
  self.clear = now + self.gap
  if ok then
    question.first = question.first or sent
    question.sent, question.due = sent, now + self.wait
    self.tail = self.tail + 1
    self.queue[self.tail] = question
    return
  end
  self.busy = self.busy or now
  if type(fault) ~= "table" or fault.code ~= "busy"
    or now - self.busy > self.wait then
    error(fault, 0)
  end
  self.held, self.clear = question, now + math.max(self.gap, 1000000)
end

-- A question is over: answered, or given up.
function Asker:forget(question)
  question.over = true
  local list = self.open[question.key]
  if not list then return end
  for i, other in ipairs(list) do
    if other == question then
      table.remove(list, i)
      break
    end
  end
  if #list == 0 then self.open[question.key] = nil end
end

-- What was captured before the question was sent answers an older one.
local function follows(packet, question)
  return question.first and packet.timestamp >= question.first
end

-- The question that a packet answers, by its key.
function Asker:find_by(key, packet)
  for _, question in ipairs(key and self.open[key] or {}) do
    if follows(packet, question) then return question end
  end
end

-- The question that a packet answers by the caller's own function; what this
-- host sends itself, which a capture may see too, is no answer.
function Asker:find_matching(packet)
  for i = self.head, self.tail do
    local question = self.queue[i]
    if not question.over and follows(packet, question)
      and self.match(packet, question.packet) then
      local bytes = question.packet
      if type(bytes) ~= "string" then bytes = bytes.bytes end
      if packet.bytes:sub(1, #bytes) ~= bytes then return question end
    end
  end
end

function Asker:find(packet)
  if self.match then return self:find_matching(packet) end
  local quoted, message = packet.quoted, packet.icmp
  if message and message.type == REDIRECT then return nil end -- goes on
  if quoted then return self:find_by(asked(quoted), packet) end
  return self:find_by(answered(packet), packet)
    or self:find_by(answered(packet, "*"), packet)
end

function Asker:take(packet)
  local question = self:find(packet)
  if not question then return end
  if self.each then -- others may answer as well
    question.answered = true
    self.each(packet)
    return
  end
  local sent = question.sent
  if packet.timestamp < sent then sent = question.first end
  self.answers[question.index] = packet
  self.seconds[question.index] = (packet.timestamp - sent) / 1e9
  self:forget(question)
end

-- Drops what is over from the front of the queue.
function Asker:sweep()
  local queue = self.queue
  while queue[self.head] and queue[self.head].over do
    queue[self.head] = nil
    self.head = self.head + 1
  end
end

-- Takes what comes until then. While there is more to send, that is all that is
-- there, within bounds: each that is sent may bring several.
function Asker:receive(till)
  for _ = 1, READS do
    local packet = base.receive(self.capture, till)
    self.read = packet and packet.timestamp
    if packet then self:take(packet) end
    if not (packet and (self.source or self.held)) then return end
    till = 0
  end
end

function Asker:run()
  while true do
    local now = base.now()
    self:sweep()
    if now >= self.clear then
      local question = self:next_question(now)
      if question then self:send(question) end
      self:sweep()
    end
    local first = self.queue[self.head]
    if not (first or self.source or self.held) then break end
    local till = first and math.max(first.due, self.clear)
      or math.maxinteger
    if self.source or self.held then till = math.min(till, self.clear) end
    self:receive(math.max(till - base.now(), 0))
  end
end

--- An asker: run() asks what `source` gives until it gives nil, and fills in
--- `answers` and `seconds` by index, and `count`. With `each` every answer goes
--- there instead, and a question is open for all of its time.
function asker.new(injector, capture, source, options, each)
  return setmetatable({
    injector = injector, capture = capture, source = source, each = each,
    match = options.match, retry = options.retry,
    wait = math.ceil(options.timeout * 1e6),
    gap = math.ceil(math.min(1e9 / options.rate, 1e18)),
    clear = math.mininteger, count = 0, queue = {}, head = 1, tail = 0,
    open = {}, answers = {}, seconds = {},
  }, Asker)
end

return asker
