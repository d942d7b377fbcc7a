--
-- terminal - a shell in a pseudo-terminal of 100 x 24 (tmux), for specs that
-- look at what a person would see
--
local support = require "spec.support"
local system = require "system"

local quote = support.quote

local Terminal = {}
Terminal.__index = Terminal

local function tmux(self, words)
  return support.shell(("env -u TMUX tmux -S %s -f /dev/null %s"):format(
    quote(self.socket), words))
end

-- Types a text.
function Terminal:write(text)
  tmux(self, "send-keys -l " .. quote(text))
end

-- Types a line.
function Terminal:type(line)
  self:write(line)
  tmux(self, "send-keys Enter")
end

-- Presses a key, as tmux calls it: "C-c".
function Terminal:press(key)
  tmux(self, "send-keys " .. key)
end

-- What stands on the screen; with `raw` colours, too, as escape sequences.
function Terminal:screen(raw)
  return (tmux(self, "capture-pane -p" .. (raw and " -e" or "")))
end

-- Waits until the screen has the pattern: what matched, or nil when the
-- seconds (10) are over.
function Terminal:await(pattern, seconds)
  local deadline = system.monotime() + (seconds or 10)
  repeat
    local found = self:screen():match(pattern)
    if found then return found end
    system.sleep(0.05)
  until system.monotime() > deadline
end

function Terminal:close()
  if self.closed then return end
  self.closed = true
  tmux(self, "kill-server")
end

local terminal = {}

-- Opens one with a shell whose prompt is "$ ".
function terminal.open()
  local self = setmetatable({ socket = support.name ".tmux" }, Terminal)
  support.atexit(function() self:close() end)
  local _, err = tmux(self, "new-session -d -x 100 -y 24 " ..
    quote "PS1='$ ' TERM=screen exec sh")
  assert(err == "", err)
  assert(self:await "%$")
  return self
end

return terminal
