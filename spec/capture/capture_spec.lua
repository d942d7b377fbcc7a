--
-- captures of files: opening, members, reading, errors
--
local pycap = require "pycap"
local requests = require "spec.support.requests"
local support = require "spec.support"

local arp, frames = requests.frame, requests.frames
local senders = requests.senders

local fault = support.fault

describe("pycap()", function()
  local file = support.capture(frames(3))

  it("takes positional arguments", function()
    local capture = pycap(nil, file, 96, true, 100)
    assert.equal(file, capture.filename)
    assert.is_nil(capture.device)
    assert.is_nil(capture.warning)
    assert.same({ 1, 2, 3 }, senders(capture))
  end)

  it("takes one table, and leaves it as it is", function()
    local options = { filename = file, filter = "src host 192.0.2.2" }
    assert.same({ 2 }, senders(pycap(options)))
    assert.same({ filename = file, filter = "src host 192.0.2.2" }, options)
  end)

  it("is pycap.capture", function()
    assert.same({ 1, 2, 3 }, senders(pycap.capture { filename = file }))
    assert.same({ 1, 2, 3 }, senders(pycap.capture(nil, file)))
  end)

  it("says which argument is wrong", function()
    local most = " integer from 1 to 2147483647 expected, got "
    local positive = " integer from 0 to 2147483647 expected, got "
    for text, options in pairs {
      ["device: string expected, got number"] = { device = 5 },
      ["filename: string expected, got table"] = { filename = {} },
      ["device: string without zeros expected, got a string of 3 bytes"] =
        { device = "a\0b" },
      ["filter: string expected, got boolean"] = { filter = true },
      ["snaplen:" .. most .. "0"] = { snaplen = 0 },
      ["snaplen:" .. most .. "-1"] = { snaplen = -1 },
      ["snaplen:" .. most .. "1.5"] = { snaplen = 1.5 },
      ["snaplen:" .. most .. "2147483648"] = { snaplen = 1 << 31 },
      ["snaplen:" .. most .. '"96"'] = { snaplen = "96" },
      ["promisc: boolean expected, got number"] = { promisc = 1 },
      ["timeout:" .. positive .. "-1"] = { timeout = -1 },
      ["timeout:" .. positive .. "boolean"] = { timeout = false },
      ['immediate: boolean expected, got "yes"'] = { immediate = "yes" },
      ["latency:" .. positive .. "-1"] = { latency = -1 },
      ["buffer:" .. positive .. "table"] = { buffer = {} },
      ["direction: string expected, got number"] = { direction = 1 },
      ["monitor: boolean expected, got number"] = { monitor = 0 },
      ["datalink: link type expected, got -1"] = { datalink = -1 },
      ["datalink: link type expected, got boolean"] = { datalink = true },
      ['datalink: link type expected, got "TOKEN"'] = { datalink = "TOKEN" },
      ["timestamps: string expected, got number"] = { timestamps = 1 },
      ['unknown option "file"; did you mean filename?'] = { file = file },
      ['option names expected, got [1]; did you mean filename = "' .. file ..
        '"?'] = { file },
      ['unknown option "snaplenn"; did you mean snaplen?'] = { snaplenn = 1 },
    } do
      if not options.filename then options.filename = file end
      if options.device then options.filename = nil end
      local ok, problem = pcall(pycap, options)
      assert.is_false(ok, text)
      assert.equal("pycap: " .. text, (problem:gsub("^.-: (pycap:)", "%1")))
    end
  end)

  it("says so of positional arguments too", function()
    assert.error_matches(function() pycap(5) end,
      "pycap: device: string expected, got number")
    assert.error_matches(function() pycap(nil, file, "x") end,
      'pycap: snaplen: integer from 1 to 2147483647 expected, got "x"')
    assert.error_matches(function() pycap(nil, file, 96, 1) end,
      "pycap: promisc: boolean expected, got number")
    assert.error_matches(function() pycap(nil, file, 96, true, -5) end,
      "pycap: timeout: integer from 0 to 2147483647 expected, got %-5")
  end)

  it("gives the position of the fault", function()
    local _, problem = pcall(function() pycap { bad = 1 } end)
    assert.matches("^.-capture_spec.lua:%d+: pycap: unknown option", problem)
  end)

  it("refuses a device and a file together", function()
    assert.error_matches(function() pycap("lo", file) end,
      "pycap: device and filename exclude each other")
    assert.error_matches(function()
      pycap { device = "lo", filename = file }
    end, "pycap: device and filename exclude each other")
  end)

  it("does not ask a table's metatable", function()
    local options = setmetatable({ filename = file }, {
      __index = function() error "asked" end,
    })
    assert.same({ 1, 2, 3 }, senders(pycap(options)))
  end)

  it("says what a file is not fit for", function()
    assert.equal("unsupported",
      fault(pycap, { filename = file, direction = "in" }).code)
    assert.equal("filter",
      fault(pycap, { filename = file, filter = "arp and and" }).code)
  end)
end)

describe("a capture's members", function()
  local file = support.capture(frames(1))

  it("are there by name alone", function()
    local capture = pycap { filename = file }
    assert.error_matches(function() return capture.name end,
      "capture.name: no such member")
    assert.error_matches(function() capture.filename = "x" end, "capture")
    assert.is_nil(capture[1])
    assert.equal("capture (" .. file .. ")", tostring(capture))
    assert.is_string(getmetatable(capture))
  end)

  it("datalink is the link type", function()
    assert.equal(1, pycap { filename = file }:datalink())
    local null = support.capture({ "\2\0\0\0" }, { datalink = 0 })
    assert.equal(0, pycap { filename = null }:datalink())
  end)

  it("stats and fd are unsupported on a file", function()
    local capture = pycap { filename = file }
    assert.equal("unsupported", fault(capture.stats, capture).code)
    assert.equal("unsupported", fault(capture.fd, capture).code)
  end)

  it("want a capture before them", function()
    local capture = pycap { filename = file }
    assert.error_matches(function() capture.next() end, "pycap.capture")
    assert.error_matches(function() capture.next({}) end, "pycap.capture")
    assert.error_matches(function() capture.close(io.stdout) end,
      "pycap.capture")
  end)
end)

describe("files", function()
  local second <const> = 1000000000
  local times = { 1 * second + 123456789, 1700000000 * second + 999999999 }
  local list = { arp(1), arp(2) }

  for _, kind in ipairs { "capture", "pcapng" } do
    for _, order in ipairs { "<", ">" } do
      for _, nano in ipairs { false, true } do
        it(("%s, order %s, %s"):format(kind, order, nano and "nano"
          or "micro"), function()
          local capture = pycap {
            filename = support[kind](list,
              { order = order, nano = nano, times = times })
          }
          local unit = nano and 1 or 1000
          local i = 0
          for packet in capture:packets() do
            i = i + 1
            assert.equal(list[i], packet.bytes)
            assert.equal(times[i] // unit * unit, packet.timestamp)
          end
          assert.equal(2, i)
        end)
      end
    end
  end

  it("pcapng's simple packets have no time", function()
    local capture = pycap { filename = support.pcapng(list,
      { simple = true }) }
    local ethernet, header, rest, time = capture:next()
    assert.equal(0x806, ethernet.type)
    assert.equal("192.0.2.1", header.sourceprotocol)
    assert.equal("", rest)
    assert.equal(0, time)
  end)
end)

describe("next", function()
  it("gives headers, the rest and the time", function()
    local capture = pycap {
      filename = support.capture { arp(1) .. "trailer", requests.other }
    }
    local results = table.pack(capture:next())
    assert.equal(4, results.n)
    assert.equal("02:00:00:00:00:01", results[1].source)
    assert.equal(1, results[2].operation)
    assert.equal("trailer", results[3])
    assert.equal("float", math.type(results[4]))
    assert.equal(1e9, results[4])
    results = table.pack(capture:next())
    assert.equal(3, results.n)
    assert.equal(0x88b5, results[1].type)
    assert.equal("\1\2\3\4\5", results[2])
    assert.equal(1e9 + 0.001, results[3])
  end)

  it("gives nil at the end, again and again", function()
    local capture = pycap { filename = support.capture {} }
    for _ = 1, 3 do
      assert.same({ n = 1 }, table.pack(capture:next()))
    end
  end)

  it("goes on where packets and loop left off", function()
    local capture = pycap { filename = support.capture(frames(6)) }
    capture:next()
    assert.equal(arp(2), capture:packets()(capture).bytes)
    capture:loop(nil, 2)
    assert.equal(1, capture:dispatch(nil, 1))
    local _, header = capture:next()
    assert.equal("192.0.2.6", header.sourceprotocol)
    assert.is_nil(capture:next())
  end)

  it("runs no handlers", function()
    local capture = pycap { filename = support.capture(frames(2)) }
    local called = 0
    capture:on("arp", function() called = called + 1 end)
    capture:next()
    for _ in capture:packets() do assert.equal(0, called) end
    assert.equal(0, called)
  end)
end)

describe("packets", function()
  it("ends at a stop, and a new one goes on", function()
    local capture = pycap { filename = support.capture(frames(4)) }
    local seen = 0
    for _ in capture:packets() do
      seen = seen + 1
      if seen == 2 then capture:stop() end
    end
    assert.equal(2, seen)
    assert.same({ 3, 4 }, senders(capture))
  end)

  it("ends when the capture is closed in between", function()
    local capture = pycap { filename = support.capture(frames(4)) }
    local seen = 0
    for _ in capture:packets() do
      seen = seen + 1
      capture:close()
    end
    assert.equal(1, seen)
  end)
end)

describe("errors", function()
  it("of opening have the code file and say which", function()
    for text, name in pairs {
      ["No such file or directory"] = support.name ".pcap",
      ["is a directory"] = support.temporary(),
      ["empty file"] = support.write "",
      ["unknown file format"] = support.write(("not a capture "):rep(9)),
    } do
      local problem = fault(function()
        return (pycap { filename = name })
      end)
      assert.equal("file", problem.code)
      assert.matches(name .. ": .*" .. text, problem.message)
      assert.matches("^.-capture_spec.lua:%d+: $", problem.where)
    end
  end)

  it("are text where text is wanted", function()
    local problem = fault(pycap, { filename = "/nonexistent" })
    local text = problem.where .. problem.message
    assert.equal(text, tostring(problem))
    assert.equal("<" .. text, "<" .. problem)
    assert.equal(text .. ">", problem .. ">")
    assert.equal(text .. text, problem .. problem)
    assert.equal(text .. "1", problem .. 1)
  end)

  it("of a cut file come after what it has", function()
    local whole = support.pcap_bytes(frames(3))
    for cut = 1, 57 do
      local name = support.write(whole:sub(1, -cut - 1))
      local capture = pycap { filename = name }
      assert.same({ 1, 2, "file" }, senders(capture))
      assert.equal("file", fault(capture.next, capture).code)
      assert.equal("file", fault(capture.loop, capture).code)
      os.remove(name)
    end
  end)

  it("of a cut file come out of loop, too", function()
    local whole = support.pcap_bytes(frames(3))
    local capture = pycap { filename = support.write(whole:sub(1, -2)) }
    local seen = 0
    local problem = fault(capture.loop, capture, function()
      seen = seen + 1
    end)
    assert.equal(2, seen)
    assert.equal("file", problem.code)
  end)
end)
