--
-- privilege_spec.lua - pcaplua -Z: the user that it becomes, in every thread
--
local netns = require "spec.support.netns"
local support = require "spec.support"

local quote = support.quote
local frame = ("\xff"):rep(12) .. "\x08\x06" .. ("\0"):rep(46)

-- What the status of each thread of a process says.
local function threads(pid)
  local list = {}
  local pipe = io.popen(("ls -d /proc/%d/task/*"):format(pid))
  for folder in pipe:lines() do
    local text = support.read(folder .. "/status")
    list[#list + 1] = {
      uid = text:match "\nUid:%s+([^\n]*)",
      gid = text:match "\nGid:%s+([^\n]*)",
      groups = text:match "\nGroups:%s*([^\n]-)%s*\n",
      gains = text:match "\nNoNewPrivs:%s+(%d)",
      capabilities = select(2, text:gsub("\nCap%a%a%a:%s+0+%f[\n]", "")),
    }
  end
  pipe:close()
  return list
end

local function check(list, count)
  assert.equal(count, #list)
  for _, thread in ipairs(list) do
    assert.equal("65534\t65534\t65534\t65534", thread.uid)
    assert.equal("65534\t65534\t65534\t65534", thread.gid)
    assert.equal("65534", thread.groups)
    assert.equal("1", thread.gains)
    assert.equal(5, thread.capabilities)
  end
end

-- Runs pcaplua on a wire: what its threads are, and what it printed of the
-- frame that comes after the drop.
local function capture(words, count)
  local pair = netns.pair()
  local process = pair:spawn(1, "exec " .. quote(support.program()) ..
    " -i wire1 " .. words)
  assert(process:await "listening on", select(2, process:output()))
  local deadline = os.time() + 10
  local list
  repeat
    list = threads(process.pid)
    local dropped = #list == count
    for _, thread in ipairs(list) do
      dropped = dropped and thread.uid:find "^65534" and
        thread.capabilities == 5
    end
  until dropped or os.time() > deadline
  pair:exec(2, "arping -c 2 -w 3 -I wire2 192.0.2.1", true)
  local seen = process:await("192%.0%.2%.1")
  process:kill "INT"
  process:wait()
  pair:close()
  assert.truthy(seen, table.concat({ process:output() }, "\n"))
  return list
end

describe("pcaplua -Z", function()
  it("is the user in every thread, and capture goes on", function()
    support.needs("netns", "arping")
    check(capture("-Z nobody --eval " .. quote [[
      pycap.on("arp", { "targetprotocol" }, function(a)
        print(a) io.stdout:flush()
      end)]], 1), 1)
  end)

  it("is the user in the threads of workers", function()
    support.needs("netns", "arping")
    check(capture("-Z nobody --workers 2 --eval " .. quote [[
      pycap.on("arp", { "targetprotocol" }, print)]], 3), 3)
  end)

  it("is nobody's where root runs no script", function()
    support.needs("netns", "arping")
    check(capture("-l", 1), 1)
  end)

  local file = support.capture{frame, frame}

  it("is the user behind sudo", function()
    support.needs "root"
    local name = support.name(".pcap")
    local _, err, status = support.shell(("SUDO_USER=daemon %s -r %s -w %s " ..
      "-C 1"):format(quote(support.program()), quote(file), quote(name)))
    assert.equal(3, status)
    assert.matches("the user daemon cannot make files in ", err, 1, true)
  end)

  it("reads what only root can read", function()
    support.needs "root"
    local secret = support.name(".pcap")
    assert(os.execute(("cp %s %s && chmod 600 %s"):format(quote(file),
      quote(secret), quote(secret))))
    local out, err, status = support.pcaplua{"-r", secret, "-Z", "nobody",
      "--count"}
    assert.equal("", err)
    assert.equal("2 packets\n", out)
    assert.equal(0, status)
  end)

  it("tries the folder of rotation and SIGHUP at the start", function()
    support.needs "root"
    local each = { { "-C", "1" }, { "-G", "3600" }, { "-Z", "nobody" } }
    for _, words in ipairs(each) do
      local name = support.name(".pcap")
      local _, err, status = support.pcaplua{"-r", file, "-w", name,
        table.unpack(words)}
      assert.equal(3, status, table.concat(words, " "))
      assert.matches("the user nobody cannot make files in ", err, 1, true)
      assert.matches("-Z root", err, 1, true)
      _, err, status = support.pcaplua{"-r", file, "-w", name, "-Z", "root",
        table.unpack(words, words[1] == "-Z" and 3 or 1)}
      assert.equal("", err)
      assert.equal(0, status)
    end
  end)

  it("rotates where the user can make files", function()
    support.needs "root"
    local folder = support.name()
    assert(os.execute(("mkdir %s && chmod 777 %s && chmod 755 %s"):format(
      quote(folder), quote(folder), quote(support.temporary()))))
    local _, err, status = support.pcaplua{"-r", file, "-w", folder .. "/x",
      "-G", "3600", "-Z", "nobody"}
    assert.equal("", err)
    assert.equal(0, status)
    local owner = support.shell("stat -c %U " .. quote(folder .. "/x"))
    assert.equal("nobody\n", owner)
  end)

  it("keeps the file at SIGHUP that it could not open anew", function()
    support.needs "root"
    local fifo, out = support.name ".fifo", support.name ".pcap"
    assert(os.execute("mkfifo " .. quote(fifo)))
    local feeder = support.spawn(("{ cat %s; sleep 60; } >%s"):format(
      quote(file), quote(fifo)))
    local process = support.spawn(("exec %s -r %s -w %s"):format(
      quote(support.program()), quote(fifo), quote(out)))
    assert.equal(0, select(3, support.shell(
      "until test -e " .. quote(out) .. "; do sleep 0.02; done")))
    for _ = 1, 20 do
      process:kill "USR1"
      if process:await("pcaplua: 2 packets captured", 0.3) then break end
    end
    process:kill "HUP"
    local told = process:await "SIGHUP: %S+ stays open"
    assert.truthy(told, select(2, process:output()))
    process:kill "INT"
    assert.equal(130, process:wait(10))
    feeder:close()
    assert.equal(24 + 2 * (16 + 60), #support.read(out))
  end)

  it("changes nobody's owner", function()
    support.needs "root"
    local before = support.shell "stat -c %u:%g:%a /dev/null"
    local _, err, status = support.pcaplua{"-r", file, "-w", "/dev/null"}
    assert.equal("", err)
    assert.equal(0, status)
    assert.equal(before, support.shell "stat -c %u:%g:%a /dev/null")
  end)

  it("is for root, and for whoever is that user", function()
    support.needs("root", "setpriv")
    local folder = support.name()
    local to, up = quote(folder), quote(support.temporary())
    local _, complaint, failed = support.shell(("mkdir %s && chmod 755 %s " ..
      "%s && cp %s %s/pcaplua && cp %s %s/file && chmod 644 %s/file"):format(to,
      to, up, quote(support.program()), to, quote(file), to, to))
    assert.equal(0, failed, complaint)
    local function as_nobody(user)
      return support.shell(("cd %s && setpriv --reuid=65534 --regid=65534 " ..
        "--clear-groups ./pcaplua -Z %s -r file --count"):format(quote(folder),
        user))
    end
    local out, err, status = as_nobody "nobody"
    assert.equal("", err)
    assert.equal("2 packets\n", out)
    assert.equal(0, status)
    _, err, status = as_nobody "daemon"
    assert.matches("cannot become the user daemon: Operation not permitted",
      err, 1, true)
    assert.equal(3, status)
  end)

  it("says which user there is not", function()
    support.needs "root"
    local _, err, status = support.pcaplua{"-r", file, "-Z", "no-such-user"}
    assert.matches("-Z no-such-user: no such user", err, 1, true)
    assert.equal(3, status)
  end)
end)
