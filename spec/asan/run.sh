#!/bin/sh
# run.sh - runs a command with the sanitizers where code of ours runs
#
# pcaplua is linked with them. An interpreter that loads the module needs
# libasan before everything else: a lua5.4 that stands first in PATH sees to
# that, and to what it starts not inheriting it. Whatever a sanitizer says goes
# to files, so that no spec can swallow it.
set -eu
logs=$PWD/$B/logs
rm -rf "$logs"
mkdir -p "$logs" "$B/bin"

preload="$(gcc -print-file-name=libasan.so) $PWD/$B/unload.so"
lua=$(command -v lua5.4)
cat >"$B/bin/lua5.4" <<END
#!/bin/sh
exec env LD_PRELOAD="$preload" "$lua" "\$@"
END
chmod +x "$B/bin/lua5.4"

# Modules that are unloaded before the check, and libraries that keep things
# for the life of a process.
cat >"$B/suppressions" <<'END'
leak:dlopen
leak:_dl_
leak:getaddrinfo
END

# luarocks takes the folder of that lua5.4 for where Lua is.
incdir=$(pkg-config --variable=INSTALL_INC lua5.4 2>/dev/null || :)
echo "variables = {LUA_DIR = '/usr', LUA_INCDIR = '${incdir:-/usr/include/lua5.4}'}" \
  >"$B/luarocks.lua"
export LUAROCKS_CONFIG="$PWD/$B/luarocks.lua"

export PATH="$PWD/$B/bin:$PATH" PYCAP_BUILD="$B"
export ASAN_OPTIONS="detect_leaks=1:exitcode=86:log_path=$logs/asan"
export UBSAN_OPTIONS="print_stacktrace=1:exitcode=86:log_path=$logs/ubsan"
export LSAN_OPTIONS="suppressions=$PWD/$B/suppressions:print_suppressions=0"

status=0
"$@" || status=$?
for log in "$logs"/*; do
  [ -e "$log" ] || continue
  cat "$log"
  status=1
done
exit "$status"
