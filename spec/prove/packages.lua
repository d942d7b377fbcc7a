--
-- packages.lua - Debian's packages: built from a release's tarball without git,
-- looked at by lintian, installed, tried and removed in a bare Debian
--
local report = require "spec.prove.report"
local support = require "spec.support"

local quote = support.quote

-- What the make that runs this says to its own is not for these.
local clean <const> = "env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL " ..
  "-u MAKEOVERRIDES -u B -u LUA_PATH -u LUA_CPATH "

local function must(command)
  local out, err, status = support.shell(clean .. "sh -e -c " .. quote(command),
    { timeout = 900 })
  assert(status == 0, out:sub(-3000) .. err:sub(-3000))
  return out
end

local tree = support.name ".packages"

report.say("", "aim", "figure", "")

report.claim("make dist, make deb in its tree", "4 packages", function()
  must("make -s dist; mkdir " .. quote(tree))
  must(("tar -xzf build/pycap-*.tar.gz -C %s --strip-components=1"):format(
    quote(tree)))
  must(("cd %s && make -s deb"):format(quote(tree)))
  local list = must(("cd %s/build/deb && ls *.deb | grep -v dbgsym"):format(
    quote(tree))):gsub("_[^\n]*", "")
  assert(list == "libpycap-dev\nlibpycap0\nlua-pycap\npcaplua\n", list)
  return "4 packages"
end)

report.claim("lintian", "no error, no warning", function()
  must(("lintian --allow-root --fail-on error,warning %s/build/deb/*.changes")
    :format(quote(tree)))
  return "none"
end)

-- What apt needs to reach a mirror here is needed there.
local HOOK <const> = [[
set -eu
for f in /etc/apt/apt.conf.d/*proxy*; do
  test ! -e "$f" || install -D -m 644 "$f" "$1$f"
done
mkdir -p "$1/root/new"
cp "$TREE"/build/deb/*.deb build/sample.pcap spec/prove/packages.sh \
  "$1/root/new"
chroot "$1" /root/new/packages.sh >&2
]]

report.claim("installed, tried and removed in a bare Debian", "nothing left",
  function()
    must "make -s build/sample.pcap"
    local hook = support.write("#!/bin/sh\n" .. HOOK, ".sh")
    must(("chmod +x %s; TREE=%s mmdebstrap --quiet --variant=apt " ..
      "--include=gcc,libc6-dev,pkg-config --format=null " ..
      "--customize-hook=%s bookworm /dev/null"):format(quote(hook),
      quote(tree), quote(hook)))
    return "nothing left"
  end)

os.exit(not report.failed, true)
