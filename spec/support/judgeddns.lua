--
-- judgeddns.lua - fields of DNS by the names that tshark has for them: of
-- answers, authorities and additional records together, as they stand
--
local SECTIONS <const> = { "answers", "authorities", "additionals" }

local UPDATE <const> = 5  -- opcode
local NSEC <const> = 47   -- type

-- Calls f(record) for each record of a message.
local function each(header, f)
  for _, section in ipairs(SECTIONS) do
    for _, record in ipairs(header[section] or {}) do f(record) end
  end
end

-- A name as tshark shows it: labels as they are, control characters in octal.
local function name(text)
  if text == "." then return "<Root>" end
  return (text:gsub("\\(.)(%d?%d?)", function(first, rest)
    local byte = tonumber(first .. rest)
    if not tonumber(first) then return first .. rest end
    return (byte < 32 and "\\%03o" or "%c"):format(byte)
  end))
end

local function flag(key)
  return function(header, add) add(header[key]) end
end

-- The count of a section, which has another name in updates.
local function count(key, update)
  return function(header, add)
    if (header.opcode == UPDATE) == (update == true) then add(header[key]) end
  end
end

local function question(key, change)
  return function(header, add)
    for _, row in ipairs(header.questions or {}) do
      add(change and change(row[key], row) or row[key])
    end
  end
end

-- A value of each record, of one of these kinds; change(value, record) is what
-- tshark has of it.
local function record(key, kinds, change)
  return function(header, add)
    each(header, function(row)
      local value = row[key]
      if value == nil or kinds and not kinds[row.name] then return end
      add(change and change(value, row) or value)
    end)
  end
end

local function except(kind)
  return setmetatable({}, { __index = function(_, key) return key ~= kind end })
end

-- Calls add with a value of each item in a list of such records.
local function inner(kinds, list, key, items, change)
  return function(header, add)
    each(header, function(row)
      if not kinds[row.name] then return end
      for _, item in ipairs(row[list] or {}) do
        if not items or items[item.name] then
          local value = item[key]
          if value ~= nil then add(change and change(value) or value) end
        end
      end
    end)
  end
end

-- The same of the rows that such an item repeats.
local function rows(kinds, list, item_name, group, key)
  return function(header, add)
    each(header, function(row)
      if not kinds[row.name] then return end
      for _, item in ipairs(row[list] or {}) do
        for _, part in ipairs(item.name == item_name and item[group] or {}) do
          add(part[key])
        end
      end
    end)
  end
end

-- tshark has the owner of a service in three fields, if that begins with `_`.
local function of_service(row)
  if row.name ~= "srv" then return nil end
  return (row.owner or ""):match "^(_[^.]*)%.([^.]*)%.(.*)"
end

local function service(part)
  return function(header, add)
    each(header, function(row)
      local values = { of_service(row) }
      add(values[part])
    end)
  end
end

-- The types in the data of nsec, which to tshark are one field with the types
-- of records (RFC 4034, section 4.1.2).
local function types_of(data, add)
  local at = 1
  while data:byte(at) > 0 and data:byte(at) < 0xc0 do
    at = at + data:byte(at) + 1
  end
  at = at + (data:byte(at) > 0 and 2 or 1)
  while at < #data do
    local window, size = data:byte(at, at + 1)
    for i = 0, size * 8 - 1 do
      if data:byte(at + 2 + i // 8) >> (7 - i % 8) & 1 == 1 then
        add(window << 8 | i)
      end
    end
    at = at + 2 + size
  end
end

local function hexadecimal(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

local function only(...)
  local set = {}
  for _, kind in ipairs { ... } do set[kind] = true end
  return set
end

local OPT <const>, SVCB <const> = only "opt", only("svcb", "https")
local PARAMETERS <const> = "parameters"

local fields = {
  ["dns.id"] = flag "id", ["dns.flags.response"] = flag "response",
  ["dns.flags.opcode"] = flag "opcode",
  ["dns.flags.truncated"] = flag "truncated",
  ["dns.flags.rcode"] = function(header, add)
    if header.response == 1 then add(header.rcode) end
  end,
  ["dns.count.queries"] = count "questioncount",
  ["dns.count.answers"] = count "answercount",
  ["dns.count.auth_rr"] = count "authoritycount",
  ["dns.count.add_rr"] = flag "additionalcount",
  ["dns.count.zones"] = count("questioncount", true),
  ["dns.count.prerequisites"] = count("answercount", true),
  ["dns.count.updates"] = count("authoritycount", true),
  ["dns.qry.name"] = question("name", name),
  ["dns.qry.type"] = question "type",
  ["dns.resp.name"] = function(header, add)
    each(header, function(row)
      if not of_service(row) then add(row.owner and name(row.owner)) end
    end)
  end,
  ["dns.srv.service"] = service(1), ["dns.srv.proto"] = service(2),
  ["dns.srv.name"] = service(3),
  ["dns.resp.type"] = function(header, add)
    each(header, function(row)
      add(row.kind)
      if row.kind == NSEC then types_of(row.data, add) end
    end)
  end,
  ["dns.resp.ttl"] = record("ttl", except "opt"),
  ["dns.rr.udp_payload_size"] = record("class", OPT),
  ["dns.resp.ext_rcode"] = record("ttl", OPT, function(ttl)
    return ttl >> 24
  end),
  ["dns.resp.edns0_version"] = record("ttl", OPT, function(ttl)
    return ttl >> 16 & 255
  end),
  ["dns.resp.z"] = record("ttl", OPT, function(ttl) return ttl & 0xffff end),
  ["dns.a"] = record("address", only "a"),
  ["dns.aaaa"] = record("address", only "aaaa"),
  ["dns.cname"] = record("target", only "cname", name),
  ["dns.ns"] = record("host", only "ns", name),
  ["dns.ptr.domain_name"] = record("target", only "ptr", name),
  ["dns.dname"] = record("target", only "dname", name),
  ["dns.mx.preference"] = record("preference", only "mx"),
  ["dns.mx.mail_exchange"] = record("exchange", only "mx", name),
  ["dns.txt.length"] = inner(only "txt", "strings", "size"),
  ["dns.txt"] = inner(only "txt", "strings", "text"),
  ["dns.srv.priority"] = record("priority", only "srv"),
  ["dns.srv.weight"] = record("weight", only "srv"),
  ["dns.srv.port"] = record("port", only "srv"),
  ["dns.srv.target"] = record("target", only "srv", name),
  ["dns.soa.mname"] = record("server", only "soa", name),
  ["dns.soa.rname"] = record("mailbox", only "soa", name),
  ["dns.soa.serial_number"] = record("serial", only "soa"),
  ["dns.soa.refresh_interval"] = record("refresh", only "soa"),
  ["dns.soa.retry_interval"] = record("retry", only "soa"),
  ["dns.soa.expire_limit"] = record("expire", only "soa"),
  ["dns.soa.minimum_ttl"] = record("minimum", only "soa"),
  ["dns.caa.flags"] = record("flags", only "caa"),
  ["dns.caa.tag_length"] = record("tagsize", only "caa"),
  ["dns.caa.tag"] = record("tag", only "caa"),
  ["dns.caa.value"] = record("value", only "caa"),
  ["dns.opt.code"] = inner(OPT, "options", "kind"),
  ["dns.opt.len"] = inner(OPT, "options", "length"),
  ["dns.opt.client.family"] = inner(OPT, "options", "family"),
  ["dns.opt.client.netmask"] = inner(OPT, "options", "sourceprefix"),
  ["dns.opt.client.scope"] = inner(OPT, "options", "scopeprefix"),
  ["dns.opt.ext_error.info_code"] = inner(OPT, "options", "code"),
  ["dns.opt.ext_error.extra_text"] =
    inner(OPT, "options", "text", only "error"),
  ["dns.svcb.svcpriority"] = record("priority", SVCB),
  ["dns.svcb.targetname"] = record("target", SVCB, name),
  ["dns.svcb.svcparam.key"] = inner(SVCB, PARAMETERS, "kind"),
  ["dns.svcb.svcparam.value.length"] = inner(SVCB, PARAMETERS, "length"),
  ["dns.svcb.svcparam.mandatory.key"] =
    rows(SVCB, PARAMETERS, "mandatory", "keys", "key"),
  ["dns.svcb.svcparam.alpn.length"] =
    rows(SVCB, PARAMETERS, "alpn", "ids", "size"),
  ["dns.svcb.svcparam.alpn"] = rows(SVCB, PARAMETERS, "alpn", "ids", "id"),
  ["dns.svcb.svcparam.port"] = inner(SVCB, PARAMETERS, "port"),
  ["dns.svcb.svcparam.ipv4hint.ip"] =
    rows(SVCB, PARAMETERS, "ip4hint", "addresses", "address"),
  ["dns.svcb.svcparam.ipv6hint.ip"] =
    rows(SVCB, PARAMETERS, "ip6hint", "addresses", "address"),
  ["dns.svcb.svcparam.echconfig"] =
    inner(SVCB, PARAMETERS, "data", only "ech", hexadecimal),
}

-- Of queries and responses, what one of the two has not in multicast.
local function with(more)
  local all = {}
  for key, extract in pairs(fields) do all[key] = extract end
  for key, extract in pairs(more) do all[key] = extract end
  return all
end

-- Over multicast the first bit of a class is one of its own.
local unicast = with {
  ["dns.flags.recdesired"] = flag "recursiondesired",
  ["dns.flags.z"] = flag "reserved",
  ["dns.qry.class"] = question("class", function(class, row)
    return class | row.unicast << 15
  end),
  ["dns.resp.class"] = record("class", except "opt", function(class, row)
    return class | row.flush << 15
  end),
}

local multicast = with {
  ["dns.qry.class"] = question "class", ["dns.qry.qu"] = question "unicast",
  ["dns.resp.class"] = record("class", except "opt"),
  ["dns.resp.cache_flush"] = record "flush",
}

return {
  { "dns", "dns", unicast, guessed = true },
  { "mdns", "dns", multicast, guessed = true },
  { "llmnr", "dns", with {}, guessed = true },
}
