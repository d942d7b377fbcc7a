--
-- cutter_spec.lua - messages that are cut from a stream, by src/core alone
--
local pycap = require "pycap"
local support = require "spec.support"

local BUILD <const> = os.getenv "PYCAP_BUILD" or "build"
local FLAGS <const> = "-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror " ..
  "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"

local function hex(bytes)
  return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end

local function record(kind, data)
  return string.char(kind) .. "\3\3" .. (">s2"):pack(data)
end

-- A message of a handshake.
local function shake(kind, data)
  return string.char(kind) .. (">s3"):pack(data)
end

local CCS <const> = record(20, "\1")

describe("a cutter", function()
  local program

  setup(function()
    program = support.name()
    local _, complaint, status = support.shell(("cc %s -o %s " ..
      "spec/core/cutter.c src/core/cutter.c %s/proto/*.o " ..
      "$(ls %s/core/*.o | grep -v /cutter.o)")
      :format(FLAGS, support.quote(program), BUILD, BUILD))
    assert.equal("", complaint)
    assert.equal(0, status)
  end)

  -- Messages of pieces of a stream: lists of their bytes in the stream and of
  -- their own, and what was left or "other".
  local function cut(protocol, pieces)
    local input = support.name()
    local file <close> = assert(io.open(input, "w"))
    for _, piece in ipairs(pieces) do file:write(hex(piece), "\n") end
    file:close()
    local out, complaint, status = support.shell(("%s %s <%s"):format(
      support.quote(program), protocol, support.quote(input)))
    assert.equal("", complaint)
    assert.equal(0, status)
    local list = {}
    for line in out:gmatch "[^\n]+" do
      local length, bytes = line:match "^(%d+) (%x+)$"
      list[#list + 1] = bytes and { tonumber(length),
        (bytes:gsub("%x%x", function(two)
          return string.char(tonumber(two, 16))
        end)) } or line
    end
    return list
  end

  -- Random pieces of a stream.
  local function torn(bytes)
    local pieces, at = {}, 1
    while at <= #bytes do
      local size = math.random(4) == 1 and math.random(2000) or math.random(9)
      pieces[#pieces + 1] = bytes:sub(at, at + size - 1)
      at = at + size
    end
    return pieces
  end

  -- Messages come out as they went in, however the stream is torn.
  local function same(protocol, stream, wanted)
    for round = 1, 12 do
      local list = cut(protocol, round == 1 and { stream } or torn(stream))
      assert.same(wanted, list)
    end
  end

  it("cuts DNS by its prefix", function()
    local stream, wanted = "", {}
    for i = 1, 30 do
      local name = ("x"):rep(i % 60 + 1) .. ".example."
      local message = (">s2"):pack(pycap.dns { id = i,
        questions = { { name = name } } }.packet)
      stream = stream .. message
      wanted[i] = { #message, message }
    end
    wanted[31] = "5 left"
    same("dns", stream .. "\0\12abc", wanted)
    assert.same({ "other", "0 left" }, cut("dns", { "\0\0abc" }))
    assert.same({ "other", "0 left" }, cut("dns", { "\0\11abc" }))
    assert.same({ "4 left" }, cut("dns", { "\0\12ab" }))
    assert.same({ "1 left" }, cut("dns", { "\0" }))
    local longest = "\xff\xfd" .. ("d"):rep(65533)
    assert.same({ { 65535, longest }, "0 left" }, cut("dns", { longest }))
    assert.same({ "other", "0 left" }, cut("dns", { "\xff\xfe" .. longest }))
  end)

  it("cuts the heads of HTTP by the empty line", function()
    local request = "GET / HTTP/1.1\r\n" .. ("A: b\r\n"):rep(300) .. "\r\n"
    local bare = "OPTIONS * HTTP/1.0\r\n\r\n"
    local response = "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"
    same("http", request .. response .. bare .. "GET /x",
      { { #request, request }, { #response, response }, { #bare, bare },
        "6 left" })
    for _, odd in ipairs { "\0", "get /", "HTTP/1.1 2x", "HTTP/1.1 200x",
      ("A"):rep(32), "GET  ", "GET / HTTP/1.1\n", "HTTP/x", "HTTQ/1.1 ",
      "G\r\n\r\n" } do
      assert.same({ "other", "0 left" }, cut("http", { odd }), odd)
      for _, piece in ipairs { odd, "GET / HTTP/1.1\r\n\r\n" .. odd } do
        local list = cut("http", torn(piece))
        assert.equal("other", list[#list - 1], odd)
      end
    end
    for _, part in ipairs { "G", "GET", "GET ", "GET /x", "GET / HTTP/1.",
      "HTTP/1.1", "HTTP/1.1 20", ("A"):rep(31) } do
      assert.same({ #part .. " left" }, cut("http", { part }))
    end
    assert.same({ "other", "0 left" },
      cut("http", { "GET / HTTP/1.1\r\n" .. ("a"):rep(65536) }))
    local head = "GET / HTTP/1.1\r\n" .. ("a"):rep(65515) .. "\r\n\r\n"
    assert.same({ { 65535, head }, "0 left" }, cut("http", { head }))
    assert.same({ "other", "0 left" }, cut("http", { (head:gsub("aa", "aaa",
      1)) }))
  end)

  it("cuts TLS by records, and handshakes over several", function()
    local hello, other = shake(1, ("h"):rep(700)), shake(2, ("s"):rep(300))
    local data, alert = record(23, ("d"):rep(900)), record(21, "\1\0")
    local parts = record(22, hello:sub(1, 2)) .. record(22, hello:sub(3, 90)) ..
      record(22, hello:sub(91) .. other:sub(1, 3)) .. record(22, other:sub(4))
    local both = record(22, hello .. other)
    same("tls", parts .. data .. both .. alert .. CCS .. record(22, "\1\0") ..
      record(22, "\1\0\0\9x"), { { #parts, both }, { #data, data },
      { #both, both }, { #alert, alert }, { #CCS, CCS },
      { 7, record(22, "\1\0") }, { 10, record(22, "\1\0\0\9x") }, "0 left" })
  end)

  it("lets records of TLS stand alone that carry no part", function()
    local begun = record(22, shake(1, "abcdef"):sub(1, 5))
    local data = record(23, "data")
    assert.same({ { #begun, begun }, { #data, data }, "0 left" },
      cut("tls", { begun .. data }))
    local odd = record(22, "\1\1\0\0abc")
    assert.same({ { #odd, odd }, { #data, data }, "0 left" },
      cut("tls", { odd .. data }))
    local large = shake(11, ("c"):rep(40000))
    local one, two, three = record(22, large:sub(1, 16384)),
      record(22, large:sub(16385, 32768)), record(22, large:sub(32769))
    assert.same({ { #large + 15, one .. two .. three }, "0 left" },
      cut("tls", { one .. two .. three }))
    local huge = record(22, shake(11, ("c"):rep(65531)):sub(1, 16384))
    local filler = record(22, ("c"):rep(16384))
    local list = cut("tls", { huge .. filler .. filler .. filler .. data })
    assert.equal(3 * 16389, list[1][1])
    assert.same({ { 16389, filler }, { #data, data }, "0 left" },
      { list[2], list[3], list[4] })
    assert.same({ "other", "0 left" }, cut("tls", { "GET / HTTP/1.1" }))
    assert.same({ "other", "0 left" }, cut("tls", { "\22\3\3\0\0" }))
    assert.same({ "5 left" }, cut("tls", { "\22\3\3\0\1" }))
    assert.same({ "no such messages" }, cut("tcp", {}))
  end)
end)
