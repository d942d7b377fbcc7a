--
-- needs.lua - what has to be there for a spec to run
--
local support = require "spec.support"

local quote = support.quote
local strict = os.getenv("CI") == "true"

-- The path of something below PYCAP_SHARED (../shared), or nil when it is
-- not there.
function support.shared(path)
  local name = support.setting("PYCAP_SHARED", "../shared") .. "/" .. path
  local file = io.open(name, "rb")
  if not file then return nil end
  file:close()
  return name
end

local function runs(command)
  return (os.execute("{ " .. command .. "\n} >/dev/null 2>&1 </dev/null"))
end

local function installed(program)
  if not runs("command -v " .. quote(program)) then
    return program .. " is not installed"
  end
end

local checks = {}

function checks.root()
  return not runs('test "$(id -u)" = 0') and "this needs root" or nil
end

function checks.repository()
  return not runs("git rev-parse HEAD && test -e .git") and
    "this needs a clone of the repository" or nil
end

function checks.netns()
  local name = "pycap-try-$$"
  return checks.root() or installed("ip") or
    not runs((
      "ip netns add %s && ip netns exec %s true; tried=$?; " ..
      "ip netns delete %s; exit $tried"):format(name, name, name)) and
    "ip netns cannot make network namespaces here" or nil
end

function checks.mounts()
  return checks.root() or installed("unshare") or
    not runs("unshare -m mount -t tmpfs none /mnt") and
    "unshare -m cannot mount here" or nil
end

function checks.terminal()
  return installed("script") or not runs("script -qec true /dev/null") and
    "script makes no terminal here" or nil
end

function checks.offline()
  return checks.root() or installed("unshare") or
    not runs("unshare -n true") and
    "unshare -n cannot make network namespaces here" or nil
end

function checks.corpus()
  return not support.shared("corpus/README.md") and
    "PYCAP_SHARED (../shared) has no corpus" or nil
end

function checks.cases()
  return not support.shared("cases/README.md") and
    "PYCAP_SHARED (../shared) has no cases" or nil
end

function checks.oracle()
  return installed("tshark") or installed("python3") or
    not support.shared("oracle/tshark-fields") and
    "PYCAP_SHARED (../shared) has no oracle" or nil
end

function checks.luv()
  return not pcall(require, "luv") and "lua-luv is not installed" or nil
end

function checks.landlock()
  return not runs [[python3 -c 'import ctypes
exit(ctypes.CDLL(None).syscall(444, 0, 0, 1) < 1)']] and
    "this kernel has no Landlock" or nil
end

function checks.seccomp()
  local build = os.getenv "PYCAP_BUILD" or "build"
  return not runs("ldd " .. quote(build .. "/pcaplua") ..
    " | grep -q libseccomp") and "this build has no libseccomp" or nil
end

function checks.libedit()
  local build = os.getenv "PYCAP_BUILD" or "build"
  return not runs(quote(build .. "/pcaplua") ..
    " --version | grep -q 'by libedit'") and "this build has no libedit" or nil
end

local missing = {}

-- Says what a spec cannot do without: "root", "netns", "mounts" and "offline"
-- (of unshare), "terminal", "landlock", "seccomp", "libedit", "corpus",
-- "cases", "oracle", "luv", or a program's name. What is not there makes the
-- spec pending (in an `it`: that one; in `setup` or `describe`: all in there),
-- and fails it with CI=true.
function support.needs(...)
  for _, what in ipairs { ... } do
    if missing[what] == nil then
      missing[what] = (checks[what] or installed)(what) or false
    end
    local reason = missing[what]
    if reason and strict then
      error(reason .. ", and CI=true", 2)
    elseif reason then
      -- busted has its pending() in the environment of an `it` alone.
      require("busted.core")().pending(reason)
    end
  end
end
