--
-- host.lua - a C host, of examples/embed or of spec/embed, built against the
-- library of this build as a reader would: by pkg-config
--
local support = require "spec.support"

local quote = support.quote
local build = os.getenv "PYCAP_BUILD" or "build"
local flags = "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror" ..
  (os.getenv "ASAN_OPTIONS" and " -fsanitize=address,undefined" or "")
local path = ("PKG_CONFIG_PATH=$PWD/%s LDFLAGS=-Wl,-rpath,$PWD/%s"):format(
  build, build)

-- What `make test` and `make asan` say to their own is not for these.
local clean = "env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES "

local function exists(name)
  local file = io.open(name)
  return file and file:close()
end

-- Builds a host: the name of the program.
return function(name)
  local program = support.temporary(name)
  local command
  if exists("examples/embed/" .. name .. ".c") then
    local folder = program:match "^(.*)/"
    command = ("%smake -s -C examples/embed O=%s %s CFLAGS=%s %s"):format(
      clean, quote(folder), path, quote(flags), quote(program))
  else
    local plus = name:find "%.cc$"
    command = ("%s; %s -D_DEFAULT_SOURCE %s -o %s spec/embed/%s " ..
      "$(pkg-config --cflags --libs pycap) -pthread $LDFLAGS"):format(
      "export " .. path, plus and "g++ -std=c++11" or "gcc -std=c11", flags,
      quote(program), plus and name or name .. ".c")
  end
  local _, complaint, status = support.shell(command)
  assert(status == 0, complaint)
  return program
end
