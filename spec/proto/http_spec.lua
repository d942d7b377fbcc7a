local pycap = require "pycap"
local support = require "spec.support"

local CORPUS <const> = { "arp/joy-firefox58.pcap",
  "arp/sanders-arppoison.pcapng",
  "ethernet/mercury-pppoe_double_vlan_tagging.pcap",
  "ethernet/zeek-mixed-vlan-mpls.pcap", "formats/pcpp-nanosecs_big_endian.pcap",
  "ipv6/zeek-ipv6-http-atomic-frag.pcap", "linktypes/pcpp-raw_ip.pcap",
  "linktypes/pcpp-sll.pcap", "linktypes/suricata-hdlc-http_1tx.pcap",
  "malformed/maltrail-mixed_soup.pcap", "mixed/arkime-arkime_synthetic.pcap",
  "mixed/mercury-emix.pcap", "mixed/sanders-http_espn.pcapng",
  "tcp/suricata-bug-76.pcap", "tcp/zeek-tcp-fast-open.pcap",
  "udp/tcpreplay-test.rewrite_l7fuzzing.pcap",
  "vlan/tcpreplay-test.rewrite_vlan802.1ad.pcap",
  "vlan/zeek-vlan-qinqinq.pcap" }

-- tshark's fields, each with what a header of ours says.
local NAMES <const> = { "http.request.method", "http.request.uri",
  "http.request.version", "http.response.version", "http.response.code",
  "http.response.phrase", "http.request.line", "http.response.line" }

local COMMAND <const> = "tshark -n -r %s -o tcp.desegment_tcp_streams:FALSE " ..
  "-o http.desegment_headers:FALSE -o http.desegment_body:FALSE " ..
  "-Y 'tcp && (http.request.method || http.response.code)' " ..
  "-T fields -E separator=/t -E occurrence=a -E 'aggregator=|' " ..
  "-e frame.number -e tcp.srcport -e tcp.dstport -e tcp.payload -e %s"

local function unhex(text)
  return (text:gsub("%x%x", function(byte)
    return string.char(tonumber(byte, 16))
  end))
end

-- Has `what` called with number, ports, payload and texts of tshark's headers.
local function theirs(path, what)
  local out, err, status = support.shell(COMMAND:format(support.quote(path),
    table.concat(NAMES, " -e ")))
  assert(status == 0, err)
  for line in out:gmatch("([^\n]*)\n") do
    local values = {}
    for value in (line .. "\t"):gmatch("([^\t]*)\t") do
      values[#values + 1] = value
    end
    what(tonumber(values[1]), math.tointeger(values[2]),
      math.tointeger(values[3]), unhex(values[4]),
      table.move(values, 5, #values, 1, {}))
  end
end

-- As tshark prints a text.
local function escaped(text)
  return (text:gsub("\\", "\\\\"):gsub("\r", "\\r"):gsub("\n", "\\n")
    :gsub("\t", "\\t"))
end

local function ours(http)
  local lines = {}
  for i, line in ipairs(http.headers) do
    lines[i] = escaped(line.name .. ":" .. line.blank .. line.value .. "\r\n")
  end
  local text = table.concat(lines, "|")
  if http.method then
    return { http.method, escaped(http.target), http.version, "", "", "", text,
      "" }
  end
  return { "", "", "", http.version, http.status, http.reason, "", text }
end

describe("http", function()
  it("has tshark's values of the headers in the corpus", function()
    support.needs("corpus")
    support.needs("tshark")
    local count, passed = 0, 0
    local ports = {}
    for _, protocol in ipairs(pycap.protocols()) do
      for _, carrier in ipairs(protocol.carriers) do
        if protocol.name == "http" then ports[carrier.number] = true end
      end
    end
    for _, name in ipairs(CORPUS) do
      local path = support.shared("corpus/" .. name)
      local packets = {}
      theirs(path, function(number, from, to, payload, texts)
        -- what goes on in another segment, or is HTTP/0.9, is payload to us
        local whole = (texts[3] ~= "" or texts[4] ~= "") and
          payload:find("\r\n\r\n", 1, true)
        -- (tshark shows other texts for bytes that are no UTF-8)
        whole = whole and not payload:sub(1, whole):find "[\x80-\xff]"
        if whole and (ports[from] or ports[to]) then
          packets[number] = texts
        else
          passed = passed + 1
        end
      end)
      local reader <close> = pycap { filename = path }
      local number = 0
      for packet in reader:packets() do
        number = number + 1
        if packets[number] then
          local where = name .. " " .. number
          assert(packet.http, where)
          assert.same(packets[number], ours(packet.http), where)
          local copy = pycap.http(pycap.table(packet.http))
          assert.equal(packet.http.packet, copy.packet, where)
          count = count + 1
        end
      end
    end
    support.note("http: %d headers as tshark has them, %d not whole or at " ..
      "other ports", count, passed)
    assert.is_true(count > 250)
  end)
end)

local function segment(bytes)
  return pycap.decode(pycap.packet(pycap.ethernet(), pycap.ip(),
    pycap.tcp { destinationport = 80 }, bytes).bytes, "ethernet")
end

describe("a header of HTTP", function()
  local request = "POST /a?b=c HTTP/1.1\r\nHost: example.org\r\n" ..
    "X-Empty:\r\nX-Tab:\tvalue\r\n\r\n"

  it("is a request, and what follows is payload", function()
    local packet = segment(request .. "body")
    local http = packet.http
    assert.same({ "POST", "/a?b=c", "HTTP/1.1" },
      { http.method, http.target, http.version })
    assert.is_nil(http.status)
    assert.is_nil(http.reason)
    assert.same({ { name = "Host", blank = " ", value = "example.org" },
      { name = "X-Empty", blank = "", value = "" },
      { name = "X-Tab", blank = "\t", value = "value" } },
      pycap.table(http).headers)
    assert.equal("body", packet.payload)
    assert.is_nil(packet.malformed)
    assert.matches('HTTP "POST" "/a%?b=c", length 4$', pycap.line and
      pycap.line(packet) or tostring(packet))
  end)

  it("is a response", function()
    local http = segment "HTTP/1.0 404 Not Found\r\n\r\n".http
    assert.is_nil(http.method)
    assert.is_nil(http.target)
    assert.same({ "HTTP/1.0", "404", "Not Found", 0 },
      { http.version, http.status, http.reason, #http.headers })
    assert.equal("", segment "HTTP/1.0 404 \r\n\r\n".http.reason)
  end)

  it("is made of either", function()
    assert.equal("HTTP/1.1 200 OK\r\n\r\n", pycap.http().packet)
    assert.equal("GET / HTTP/1.1\r\nHost: a\r\n\r\n", pycap.http {
      method = "GET", headers = { { name = "Host", value = "a" } } }.packet)
    assert.equal("HTTP/1.1 503 Later\r\n\r\n",
      pycap.http { status = "503", reason = "Later" }.packet)
    assert.error_matches(function()
      return pycap.http { method = "GET", status = "200" }.packet
    end, "http.status: absent in a header with this http.method")
    assert.error_matches(function() pycap.http { method = "HTTP/1" } end,
      "http.method: string without the bytes that end it expected")
    assert.error_matches(function()
      pycap.http { headers = { { name = "a", blank = "x", value = "b" } } }
    end, "blank: string of its own bytes alone expected")
  end)

  it("becomes the other, and its segment follows", function()
    local packet = segment(request .. "body")
    packet.http.target = "/longer/path"
    packet.http.headers = nil
    assert.equal((request:gsub("/a%?b=c", "/longer/path")) .. "body",
      packet.bytes:sub(55))
    assert.equal(#packet.bytes - 14, packet.ip.length)
    local response = segment "HTTP/1.1 200 OK\r\nA: b\r\n\r\n"
    response.http.method = "PUT"
    assert.equal("PUT / HTTP/1.1\r\nA: b\r\n\r\n", response.bytes:sub(55))
  end)

  it("is chosen by what it says", function()
    local reader <close> = pycap { filename = support.capture {
      segment(request).bytes, segment "HTTP/1.1 404 No\r\n\r\n".bytes } }
    local found = {}
    for method, host, status in reader:fields("http", { "method",
      "headers[1].value", "status" }) do
      found[#found + 1] = ("%s %s %s"):format(method or nil, host, status)
    end
    assert.same({ "POST example.org nil", "nil nil 404" }, found)
  end)

  it("is no other text, and none that is not whole", function()
    for _, bytes in ipairs { "GET /", "GET / HTTP/1.1",
      "get / HTTP/1.1\r\n\r\n",
      "GET  HTTP/1.1\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1",
      ("A"):rep(99), "\r\n\r\n", "GET / HTTP/11\r\n\r\n" } do
      local packet = segment(bytes)
      assert.equal(3, #packet)
      assert.is_nil(packet.malformed)
    end
    local packet = segment(request:sub(1, -3))
    assert.equal(request:sub(1, -3), packet.payload)
    assert.matches("^http: cut short", packet.malformed)
  end)

  it("is of many lines, or of none, in linear time", function()
    local many = "GET / HTTP/1.1\r\n" .. ("a:\r\n"):rep(16000)
    local packet = pycap.decode(many .. "\r\n", "http")
    assert.equal(16000, #packet.http.headers)
    local none = "GET / HTTP/1.1\r\n" .. (":"):rep(60000)
    assert.equal(none, pycap.decode(none, "http").bytes)
  end)
end)

describe("rows of text that others end", function()
  local DECLARED <const> = [[
    pycap.protocol { name = "talk", fields = {
      { "word", "text", ended = " ", unless = "!" },
      { "rest", "text", ended = ";", orended = ".", default = "x",
        form = { "word", 0, 0 } },
      { "digits", "text", span = "0123456789" } } }
    for _, bytes in ipairs { "say it.0042x", "!it;7" } do
      local packet = pycap.decode(bytes, "talk")
      local talk = packet.talk
      print(talk.word, talk.rest, talk.digits, packet.payload)
    end
    print(pycap.decode(" it.7", "talk").malformed)
    print(pycap.talk().packet)
    print(pycap.talk { word = "say", digits = "1" }.packet)
  ]]

  it("are declared in Lua", function()
    local out, err = support.pcaplua("--eval " .. support.quote(DECLARED))
    assert.equal("", err)
    assert.equal("say\tit\t0042\tx\nnil\t!it\t7\t\n" ..
      "talk: cut short, at byte 0\nx;\nsay x.1\n", out)
  end)
end)

require "spec.support.every" (_ENV, "http", {
  source = "RFC 9112, section 2.1, by hand",
  bytes = [[
    02:00:00:00:00:02 02:00:00:00:00:01 0800
    4500 004d 0000 0000 4006 0000 c0000201 c0000202
    9c40 0050 00000001 00000001 5018 ffff 0000 0000
    474554202f20485454502f312e310d0a
    486f73743a206578616d706c652e6f72670d0a 0d0a
  ]],
  fields = {
    method = { "GET", "http.request.method" },
    target = { "/", "http.request.uri" },
    version = { "HTTP/1.1", "http.request.version" },
    headers = { { { name = "Host", blank = " ", value = "example.org" } },
      ["http.host"] = "example.org" },
  },
})
