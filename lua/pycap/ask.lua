--
-- ask.lua - pycap.ask: sends packets and finds what answers them
--
local OPTIONS <const> = {
  { "timeout", 1000000000, preset = 1000 },
  { "retry", 0, 1000000000, preset = 0 },
  { "rate", 1000000000, preset = 1000 }, { "match", "function" },
}

-- A function that gives one question after the other.
local function source_of(questions, fail)
  if type(questions) == "function" then return questions end
  if type(questions) ~= "table" or getmetatable(questions) then
    fail("ask: packet, or list or iterator of packets, expected, got ",
      type(questions))
  end
  local index = 0
  return function()
    index = index + 1
    return questions[index]
  end
end

return function(injector, capture, questions, options)
  local asker = require "pycap.internal.asker"
  local host = require "pycap.internal.host"
  local fail = host.fail
  local function check(value, class, name)
    if type(value) ~= "userdata" or getmetatable(value) ~= class then
      fail("ask: ", name, " expected, got ", type(value))
    end
  end
  local one = asker.is_packet(questions)
  local source = source_of(one and { questions } or questions, fail)
  check(injector, "pycap.injector", "injector")
  check(capture, "pycap.capture", "capture")
  if capture.filename then fail("ask: a file gives no answers") end
  local asking = asker.new(injector, capture, source,
    host.options("ask", options, OPTIONS))
  asking:run()
  if one then return asking.answers[1], asking.seconds[1] end
  return asking.answers, asking.seconds, asking.count
end
