--
-- a batch of a file's packets: one call serves many, and each packet is served
-- as if it were alone
--
local pycap = require "pycap"
local support = require "spec.support"

local COUNT <const> = 2500 -- over two batches

-- ARP requests a second apart; the sender's address says which one it is.
local frames = {}
for i = 1, COUNT do
  frames[i] = {
    bytes = support.wire "ff:ff:ff:ff:ff:ff 02:00:00:00:00:01 0806" ..
      support.wire "0001 0800 06 04 0001 02:00:00:00:00:01 c000" ..
      string.pack(">I2", i) .. support.wire "00:00:00:00:00:00 c0000001",
    time = i * 1000000000,
  }
end
local file = support.capture(frames)

local function id(packet)
  return string.unpack(">I2", packet.bytes, 31)
end

-- What the first handler does with a packet, by chance: most often nothing.
local DEEDS <const> = { "yield", "sleep", "raise", "stop", "cancel", "add",
  "garbage" }

local function plan(seed)
  math.randomseed(seed)
  local deeds = {}
  for i = 1, COUNT do
    deeds[i] = math.random(8) == 1 and DEEDS[math.random(#DEEDS)] or nil
  end
  return deeds
end

-- Who is to see which packets, in this order.
local function expected(deeds, callback)
  local list, others = {}, 1
  for i = 1, COUNT do
    if callback then list[#list + 1] = "call " .. i end
    list[#list + 1] = "first " .. i
    if deeds[i] == "cancel" then others = 0 end
    for _ = 1, deeds[i] ~= "raise" and others or 0 do
      list[#list + 1] = "other " .. i
    end
    if deeds[i] == "add" then others = others + 1 end
  end
  return list
end

-- Who does see them, and how many packets passed in loops that did not raise.
local function seen(deeds, callback)
  local capture <close> = pycap{ filename = file }
  local list, others, last = {}, {}, 0
  local function note(who, packet)
    list[#list + 1] = who .. " " .. id(packet)
  end
  local function add()
    others[#others + 1] = capture:on("arp", function(_, packet)
      note("other", packet)
    end)
  end
  local deed = {
    yield = function() coroutine.yield() end,
    sleep = function() pycap.sleep(0) end,
    raise = function(i) error({ i }) end,
    stop = function() capture:stop() end,
    cancel = function()
      for _, handler in ipairs(others) do handler:cancel() end
      others = {}
    end,
    add = add,
    garbage = function() collectgarbage "step" end,
  }
  capture:on("arp", { "packet.time" }, function(time)
    last = time
  end)
  capture:on("arp", function(_, packet)
    local i = id(packet)
    assert(last == packet.time)
    note("first", packet)
    if deeds[i] then deed[deeds[i]](i) end
  end)
  add()
  local call = callback and function(packet) note("call", packet) end or nil
  repeat
    local ok, result = pcall(capture.loop, capture, call)
    if not ok then assert.equal("raise", deeds[result[1]]) end
  until ok and result == 0
  return list
end

describe("a batch", function()
  for seed = 1, 6 do
    local callback = seed % 2 == 0
    it("serves each packet alone, by chance " .. seed, function()
      local deeds = plan(seed)
      assert.equal(table.concat(expected(deeds, callback), "\n"),
        table.concat(seen(deeds, callback), "\n"))
    end)
  end

  it("counts the instructions of each packet alone", function()
    local script = [[
      local sum = 0
      pycap.on("arp", function(arp)
        for i = 1, 300 do sum = sum + i end
      end)
      pycap.loop()
      print(sum)
    ]]
    local out, err = support.pcaplua{ "--instructions", "2000", "-r", file,
      "--eval", script }
    assert.equal("", err)
    assert.equal(COUNT * 300 * 301 // 2 .. "\n", out)
  end)

  it("stops at the packet that takes too many of them", function()
    local script = [[
      local seen = 0
      pycap.on("arp", function(arp)
        seen = seen + 1
        if seen == 700 then
          print(seen)
          while true do end
        end
      end)
      pycap.loop()
    ]]
    local out, err = support.pcaplua{ "--instructions", "2000", "-r", file,
      "--eval", script }
    assert.equal("700\n", out)
    assert.matches("limit of 2000 instructions reached", err, 1, true)
  end)
end)
