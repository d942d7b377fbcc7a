--
-- streams.lua - drawn segments of TCP: what is put in order is what was sent
--
local report = require "spec.prove.report"
local build = os.getenv "PYCAP_BUILD" or "build"

report.say("", "aim", "figure", "")
local seed = os.time()
report.claim("streams of drawn segments, seed " .. seed, "100,000 hold",
  function()
    local program <close> = assert(io.popen(("%s/prove/streams 100000 %d"):
      format(build, seed)))
    local figure = program:read("a")
    assert(program:close(), "they do not")
    return figure:match(": (.-) bytes") .. " bytes"
  end)

os.exit(not report.failed)
