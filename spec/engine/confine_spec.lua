--
-- confine_spec.lua - the calls by which a host of libpycap confines itself:
-- each alone, by a host that calls what is refused (spec/embed/confine.c)
--
local support = require "spec.support"
local host = require "spec.support.host"

local quote = support.quote
local program

-- What the host says, as a table by what it tried, and the lines.
local function run(...)
  program = program or host "confine"
  local command = "ASAN_OPTIONS=detect_leaks=0 " .. quote(program)
  for _, word in ipairs { ... } do command = command .. " " .. quote(word) end
  local out, err, status = support.shell(command)
  assert.equal("", err)
  assert.equal(0, status, out)
  local said, lines = {}, {}
  for line in out:gmatch "[^\n]+" do
    lines[#lines + 1] = line
    local what, how = line:match "^(.-): *(.*)$"
    if what then said[what] = how end
  end
  return said, lines
end

local function count(lines, pattern)
  local n = 0
  for _, line in ipairs(lines) do
    if line:find(pattern) then n = n + 1 end
  end
  return n
end

describe("pycap_confine_user", function()
  it("leaves the user and no capability, in every thread", function()
    support.needs "root"
    local said, lines = run("user", "nobody")
    assert.equal(2, count(lines, "^Uid:%s+65534%s+65534%s+65534%s+65534$"))
    assert.equal(2, count(lines, "^Gid:%s+65534%s+65534%s+65534%s+65534$"))
    assert.equal(10, count(lines, "^Cap%a+:%s+0000000000000000$"))
    assert.equal(10, count(lines, "^Cap"))
    assert.equal(2, count(lines, "^NoNewPrivs:%s+1$"))
    assert.equal("EPERM", said.setuid)
    assert.equal("EPERM", said["raw socket"])
  end)

  it("keeps the user where none is named", function()
    support.needs "root"
    local said, lines = run("user", "-")
    assert.equal(2, count(lines, "^Uid:%s+0%s"))
    assert.equal(10, count(lines, "^Cap%a+:%s+0000000000000000$"))
    assert.equal("EPERM", said["raw socket"])
  end)
end)

describe("pycap_confine_files", function()
  it("leaves the files that are named", function()
    support.needs "landlock"
    local readable, writable = support.name(), support.name()
    assert(os.execute(("mkdir %s %s && echo text >%s/file"):format(
      quote(readable), quote(writable), quote(readable))))
    local said, lines = run("files", readable, writable)
    local expected = {
      ["read /file"] = "ok", ["write /file"] = "EACCES",
      ["truncate /new"] = "ok", ["read /passwd"] = "EACCES",
      ["up /../../../../etc/passwd"] = "EACCES", ["list "] = "EACCES",
      ["link to /etc/passwd"] = "EACCES", remove = "ok",
      ["remove what is read"] = "EACCES",
      ["truncate what is read"] = "EACCES", pipe = "EACCES", exec = "EACCES",
      ["what was open"] = "ok",
    }
    for what, how in pairs(expected) do
      assert.equal(how, said[what], what)
    end
    assert.equal(1, count(lines, "^make /new: EACCES$"))
    assert.equal(1, count(lines, "^make /new: ok$"))
    assert.matches("^E", said.move)
    assert.equal("text\n", support.read(readable .. "/file"))
  end)
end)

describe("pycap_confine_calls", function()
  local refused = { "exec", "fork", "socket", "ptrace", "kill", "read", "write",
    "limit", "mount", "bpf", "unshare", "io_uring", "memfd", "process_vm",
    "keyctl", "setuid", "userfaultfd", "perf", "chmod", "code", "terminal",
    "thread" }

  -- All is refused but these.
  local function check(allowed, ...)
    support.needs "seccomp"
    local said = run("calls", tostring(allowed))
    local free = { ["signal to itself"] = true, memory = true }
    for _, what in ipairs { ... } do free[what] = true end
    for _, what in ipairs(refused) do
      local how = said[what]
      if free[what] then assert.not_equal("EPERM", how, what)
      else assert.equal("EPERM", how, what) end
    end
    assert.equal("ok", said["signal to itself"])
    assert.equal("ok", said.memory)
  end

  it("leaves what is computed", function() check(0) end)
  it("leaves files to read", function() check(1, "read") end)
  it("leaves files to write", function()
    check(2, "read", "write", "chmod")
  end)
  it("leaves sockets", function() check(4, "socket") end)
  it("leaves threads", function() check(8, "thread") end)

  it("leaves engines what they need", function()
    support.needs("landlock", "seccomp")
    local _, lines = run "engine"
    assert.equal("load 0,feed 1", table.concat(lines, ","))
  end)
end)

describe("pycap_confine_usage", function()
  it("ends what takes too long, and refuses what is too large", function()
    if os.getenv "ASAN_OPTIONS" then return end -- which takes terabytes
    local _, lines = run "usage"
    assert.equal("ended by XCPU", lines[1])
  end)
end)

describe("the calls", function()
  it("say what was expected, and what came", function()
    support.needs "landlock"
    local _, lines = run "mistakes"
    assert.equal("code -9: no-such-user: no such user", lines[1])
    assert.equal("code -9: /nowhere/at/all: No such file or directory",
      lines[2])
    assert.equal("code -7: calls: PYCAP_CALLS_... expected, got 0x100000",
      lines[3])
    assert.matches("^code %-7: pycap_paths: a size up to %d+ expected",
      lines[4])
  end)
end)
