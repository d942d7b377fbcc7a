#!/bin/sh
# packages.sh - in a bare Debian: installs the packages of /root/new, tries each
# and removes them; names what does not work, or stays
set -eu
export DEBIAN_FRONTEND=noninteractive HOME=/root
cd /root/new

install() { apt-get -qy install --no-install-recommends "$@" >>log 2>&1; }

# check WHAT COMMAND...: the command has to end with 0
check() {
  what=$1
  shift
  "$@" >out 2>&1 </dev/null || { echo "$what:"; cat out; exit 1; }
}

# All files and packages that are there, but for what apt itself keeps.
there() {
  find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o \
    -path /tmp -o -path /root -o -path /var/cache -o -path /var/log -o \
    -path /var/lib/apt -o -path /var/lib/dpkg \) -prune -o -print | sort
  dpkg-query -W -f '${Package} ${Status}\n'
}

trap 'test $? = 0 || tail -n 20 log' EXIT
apt-get -q update >log 2>&1
there >before

install ./pcaplua_*.deb
check "pcaplua needs no lua5.4" sh -c '! command -v lua5.4'
check "pcaplua prints" sh -c \
  'pcaplua -r sample.pcap -c 3 arp >lines; test "$(wc -l <lines)" = 3'
check "a script by its name" sh -c \
  'pcaplua -r sample.pcap arpwatch | grep "conflict   192.0.2.1 "'
check "a one-liner" sh -c 'test "$(pcaplua -r sample.pcap \
  --each "n = (n or 0) + 1" --end "print(n)")" = 91'
check "completion" bash -c \
  '. /usr/share/bash-completion/completions/pcaplua; complete -p pcaplua'
for file in doc/pcaplua/README.Debian doc/pcaplua/guide/live.md \
  doc/pcaplua/CHANGELOG.md zsh/vendor-completions/_pcaplua \
  fish/vendor_completions.d/pcaplua.fish man/man1/pcaplua.1.gz; do
  check "a file of pcaplua" test -s /usr/share/$file
done
check "nobody is told of setcap" sh -c '! setpriv --reuid=65534 --clear-groups \
  --inh-caps=-all --bounding-set=-all pcaplua -i lo -c 1 2>told &&
  grep "setcap cap_net_raw+ep" told'

install ./lua-pycap_*.deb
check "the module" lua5.4 -e 'local pycap = require "pycap"
  local capture <close> = pycap { filename = "sample.pcap" }
  local seen = 0
  capture:on("arp", function() seen = seen + 1 end)
  assert(capture:loop() == 91 and seen > 0)
  assert(require "pycap.arp".resolve and require "pycap.icmp".ping)'
for file in pycap/config.json pycap/library/pycap.lua \
  pcaplua-each/library/pcaplua-each.lua; do
  check "a file of lua-pycap" test -s /usr/share/pycap/addons/$file
done
check "its man page" test -s /usr/share/man/man3/pycap.3lua.gz

install ./libpycap0_*.deb ./libpycap-dev_*.deb
check "a host" sh -c 'cc -o hello \
  /usr/share/doc/libpycap-dev/examples/embed/hello.c \
  $(pkg-config --cflags --libs pycap) && ./hello'
check "its library" sh -c 'ldd hello | grep "libpycap.so.0 => /"'
check "libpycap's man page" test -s /usr/share/man/man3/libpycap.3.gz

check "removing" apt-get -qy purge --autoremove pcaplua lua-pycap libpycap0 \
  libpycap-dev
there >after
check "what is left behind" diff before after
