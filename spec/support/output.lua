--
-- output.lua - what busted prints: progress, each failure, a closing line
--
-- The closing line is the last one, `N passed, N failed` or `N passed,
-- N failed, N skipped`, and it is printed only when the whole run came to
-- its end.  Failed counts failures and errors alike, those outside of an
-- `it` too (loading a file, setup, before_each, after_each, teardown ...).
-- Skipped is what was pending; with CI=true in the environment that counts
-- as failed.
--
local strict = os.getenv("CI") == "true"
local width = 78
local marks = { success = ".", pending = "s", failure = "F", error = "E" }

local function plural(status)
  return strict and status == "pending" and "failure" or status
end

local function name_of(busted, element)
  local names = {}
  local at = element
  while at and at.descriptor ~= "suite" do
    local isfile = at.descriptor == "file"
    if not isfile or at == element then
      table.insert(names, 1, at.name or at.descriptor or "busted")
    end
    at = busted.parent(at)
  end
  return table.concat(names, " ")
end

local function place_of(element, trace)
  trace = element.trace or trace
  if trace and trace.short_src and trace.currentline then
    return trace.short_src .. ":" .. trace.currentline
  end
end

-- The frames of a traceback that are the project's own, or nil where they
-- say no more than the message does (one frame).
local function frames_of(trace)
  local frames = {}
  for line in (trace and trace.traceback or ""):gmatch("[^\n]+") do
    local frame = line:match("^%s+(.*)$")
    if frame and not frame:find("^%[C%]") and not frame:find("/busted/")
       and not frame:find("/luassert/") then
      frames[#frames + 1] = frame
    end
  end
  return #frames > 1 and frames or nil
end

return function()
  local busted = require "busted"
  local out = io.stdout
  local passed, failed, skipped = 0, 0, 0
  local failures, pendings, notes = {}, {}, {}
  local reasons = {}       -- of the tests that are pending, until they end
  local running = {}       -- tests that have started and not ended
  local column = 0
  local began = busted.monotime()

  local function progress(status)
    if column >= width then
      out:write("\n  ")
      column = 2
    end
    out:write(marks[status])
    out:flush()
    column = column + 1
  end

  local function file_start(file)
    local name = "\n" .. tostring(file.name) .. " "
    out:write(name)
    out:flush()
    column = #name - 1
    return nil, true
  end

  local function test_start(element)
    running[element] = true
    return nil, true
  end

  -- A failure or an error, wherever it came from.  That of a running test
  -- is counted when the test ends, any other at once.
  local function trouble(element, _, message, trace)
    failures[#failures + 1] = {
      name = name_of(busted, element),
      place = place_of(element, trace),
      message = tostring(message),
      frames = frames_of(trace),
    }
    if not running[element] then
      failed = failed + 1
      progress("error")
    end
    return nil, true
  end

  -- busted puts the place of the pending() call before its reason.
  local function plain(reason)
    return reason and (tostring(reason):gsub("^[^\n]-:%d+: ", ""))
  end

  local function give_up(element, parent, reason, trace)
    local text = "pending, which counts as failed with CI=true"
    if reason then text = text .. ": " .. plain(reason) end
    busted.publish({ "failure", element.descriptor }, element, parent, text,
                   trace or {})
  end

  local function skip(element, reason, trace)
    skipped = skipped + 1
    pendings[#pendings + 1] = {
      name = name_of(busted, element),
      place = place_of(element, trace),
      message = plain(reason),
    }
  end

  -- pending("reason") was called: in a test, which will end as pending, or
  -- outside of one, where everything below it is left out.
  local function pending(element, parent, message, trace)
    if running[element] then
      reasons[element] = { message, trace }
    elseif strict then
      give_up(element, parent, message, trace)
    else
      skip(element, message, trace)
      progress("pending")
    end
    return nil, true
  end

  local function test_end(element, parent, status)
    if status == "success" then
      passed = passed + 1
    elseif status == "pending" then
      local reason = reasons[element] or {}
      if strict then
        give_up(element, parent, reason[1], reason[2])
        failed = failed + 1
      else
        skip(element, reason[1], reason[2])
      end
    else
      failed = failed + 1
    end
    running[element] = nil
    progress(plural(status))
    return nil, true
  end

  local function note(text)
    notes[#notes + 1] = text
    return nil, true
  end

  local function indented(text)
    return (("\n" .. text):gsub("\n", "\n  "):gsub("[ \t]+%f[\n\0]", ""))
  end

  local function report(title, entry)
    out:write("\n", title, " ", entry.name, "\n")
    local message = entry.message or ""
    if entry.place and message:find(entry.place .. ":", 1, true) ~= 1 then
      out:write("  ", entry.place, "\n")
    end
    if entry.message then out:write(indented(entry.message):sub(2), "\n") end
    for _, frame in ipairs(entry.frames or {}) do
      out:write("    ", frame, "\n")
    end
  end

  local function finish()
    for element in pairs(running) do
      failed = failed + 1
      failures[#failures + 1] = {
        name = name_of(busted, element),
        place = place_of(element),
        message = "never came to its end",
      }
    end
    out:write("\n")
    for _, entry in ipairs(pendings) do report("PENDING", entry) end
    for _, entry in ipairs(failures) do report("FAILED", entry) end
    for _, text in ipairs(notes) do out:write("\n", text, "\n") end
    out:write(("\n%.1f s\n"):format(busted.monotime() - began))
    out:write(passed, " passed, ", failed, " failed")
    if skipped > 0 then out:write(", ", skipped, " skipped") end
    out:write("\n")
    out:flush()
    return nil, true
  end

  local function subscribe()
    -- busted's own messages are not there before their language is.
    require "busted.languages.en"
    local first = { priority = 1 }
    busted.subscribe({ "file", "start" }, file_start, first)
    busted.subscribe({ "test", "start" }, test_start, first)
    busted.subscribe({ "test", "end" }, test_end, first)
    busted.subscribe({ "failure" }, trouble)
    busted.subscribe({ "error" }, trouble)
    busted.subscribe({ "pending" }, pending)
    busted.subscribe({ "note" }, note)
    busted.subscribe({ "exit" }, finish)
  end

  return { subscribe = subscribe }
end
