--
-- scripttest.lua - scripts/*.lua on captures, and what they print and send:
-- by pcaplua --test
--
local pycap = require "pycap"
local support = require "spec.support"

local here = support.shell("pwd"):match "[^\n]+"

local function write(name, bytes)
  local file <close> = assert(io.open(name, "wb"))
  assert(file:write(bytes))
end

-- The text of a script that runs another one, with words.
local function runner(script, words)
  local list = { ("arg = { [0] = %q"):format(script) }
  for _, word in ipairs(words or {}) do
    list[#list + 1] = ("%q"):format(word)
  end
  return ("%s }\nreturn assert(loadfile %q)(table.unpack(arg))\n"):format(
    table.concat(list, ", "), ("%s/scripts/%s.lua"):format(here, script))
end

--- Runs a script of scripts/ on each of these captures: a map from the test's
--- name to a list of frames, or to `frames`, the script's arguments in `words`
--- and what it has to send in `sent`. What it prints has to be the file
--- spec/tool/scripts/SCRIPT-NAME.out. With PYCAP_UPDATE in the environment, it
--- is written there.
return function(script, tests)
  local folder = support.name ".tests"
  assert(os.execute("mkdir " .. support.quote(folder)))
  local kept = "spec/tool/scripts/" .. script .. "-"
  local update = os.getenv "PYCAP_UPDATE"
  for name, test in pairs(tests) do
    local path = folder .. "/" .. name
    write(path .. ".lua", runner(script, test.words))
    write(path .. ".pcap", support.read(support.capture(test.frames or
      test)))
    if not update then write(path .. ".out", support.read(kept .. name ..
      ".out")) end
    if test.sent then
      local dump <close> = pycap.dump(path .. ".sent.pcap", { datalink = 1 })
      for i, frame in ipairs(test.sent) do dump:write(frame, { time = i }) end
    end
  end
  local out, err, status = support.pcaplua { "--test", folder,
    update and "--update" or nil }
  if update then
    for name in pairs(tests) do
      write(kept .. name .. ".out", support.read(folder .. "/" .. name ..
        ".out"))
    end
  end
  if status ~= 0 or err ~= "" then error(out .. err, 2) end
end
