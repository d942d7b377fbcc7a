--
-- Many files and coroutines at once: whose packet is next
--
local pycap = require "pycap"
local timed = require "spec.support.timed"

-- Times of so many packets, in order, with many that are equal.
local function times(count, range)
  local list = {}
  for i = 1, count do list[i] = math.random(0, range) end
  table.sort(list)
  return list
end

-- The order that is expected: the earliest; of those at the same time the
-- captures of the loop in the order given, then the coroutines in the order in
-- which they began to wait.
local function expect(files, coroutines)
  local list, waits = {}, 0
  local all = {}
  for i, given in ipairs(files) do
    all[#all + 1] = { name = "f" .. i .. "p", times = given, rank = i, at = 1 }
  end
  for i, given in ipairs(coroutines) do
    all[#all + 1] = { name = "c" .. i .. "p", times = given, at = 1,
      rank = 1000 + i }
    waits = 1000 + i
  end
  while true do
    local first
    for _, one in ipairs(all) do
      local time = one.times[one.at]
      if time and (not first or time < first.times[first.at] or
        time == first.times[first.at] and one.rank < first.rank) then
        first = one
      end
    end
    if not first then return list end
    list[#list + 1] = first.name .. first.at
    first.at = first.at + 1
    if first.rank > 1000 then
      waits = waits + 1
      first.rank = waits
    end
  end
end

local function run(files, coroutines)
  local list, captures = {}, {}
  local function name(kind, i, n) list[#list + 1] = kind .. i .. "p" .. n end
  for i, given in ipairs(files) do
    local n = 0
    captures[i] = pycap { filename = timed.file("f" .. i, given) }
    captures[i]:on("arp", function()
      n = n + 1
      name("f", i, n)
    end)
  end
  for i, given in ipairs(coroutines) do
    local capture = pycap { filename = timed.file("c" .. i, given) }
    pycap.spawn(function()
      local n = 0
      for _ in capture:packets() do
        n = n + 1
        name("c", i, n)
      end
    end)
  end
  pycap.loop(table.unpack(captures))
  return list
end

describe("many files and coroutines", function()
  it("are merged by time, in one order", function()
    math.randomseed(8)
    for round = 1, 30 do
      local files, coroutines = {}, {}
      for i = 1, math.random(1, 20) do
        files[i] = times(math.random(0, 12), 3 * round)
      end
      for i = 1, math.random(0, 6) do
        coroutines[i] = times(math.random(1, 12), 3 * round)
      end
      -- a loop over captures ends with them
      files[#files + 1] = { 3 * round + 1 }
      assert.same(expect(files, coroutines), run(files, coroutines))
    end
  end)

  it("go on when one after the other is stopped or closed", function()
    local captures, seen = {}, {}
    for i = 1, 40 do
      captures[i] = pycap { filename = timed.file("x", { i, 100 + i, 300 }) }
      captures[i]:on("arp", function()
        seen[#seen + 1] = i
        local other = captures[i + 20]
        if other and i % 2 == 0 then other:stop() end
        if other and i % 2 == 1 then other:close() end
      end)
    end
    assert.equal(60, pycap.loop(table.unpack(captures)))
    for round = 0, 2 do
      for i = 1, 20 do assert.equal(i, seen[20 * round + i]) end
    end
  end)

  it("wake a coroutine whose capture another one stops", function()
    local first = pycap { filename = timed.file("a", { 1, 2, 9 }) }
    local second = pycap { filename = timed.file("b", { 5, 6 }) }
    local list = {}
    pycap.spawn(function()
      for packet in second:packets() do
        list[#list + 1] = timed.name(packet)
      end
      list[#list + 1] = "end"
    end)
    first:on("arp", function(_, packet)
      list[#list + 1] = timed.name(packet)
      if #list == 2 then second:stop() end
    end)
    first:loop()
    assert.equal("a1 a2 end a3", table.concat(list, " "))
  end)
end)
