#!/bin/sh
# lint.sh - what must hold of the sources without running them (make lint)
#
# B is the folder of built files, FLAGS what the compilers are called with.
# Each check prints its name and its findings; any finding ends it non-zero.
set -u
out=$B/lint
jobs=$(nproc)
failed=0
mkdir -p "$out"

sources=$(find src -name '*.c' | sort)
programs=$(find spec -name '*.c' | sort)

# check name command...: what the command prints on failing is a finding.
check() {
  title=$1
  shift
  if "$@" >"$out/findings" 2>&1; then
    echo "ok   $title"
  else
    echo "FAIL $title"
    sed 's/^/  /' "$out/findings"
    failed=1
  fi
}

each() { # each files command...: runs the command once for each file
  files=$1
  shift
  # shellcheck disable=SC2086
  printf '%s\n' $files | xargs -P "$jobs" -I{} "$@"
}

lua_files() {
  luacheck -q --no-color .busted \
    $(find doc lua scripts share examples spec -name '*.lua') \
    $(find . -maxdepth 1 -name '*.rockspec')
}

# -c, not -fsyntax-only: gcc warns of some things only when it optimises.
gcc_warnings() {
  each "$sources $programs" gcc $FLAGS -O2 -c -o /dev/null {}
}

clang_warnings() {
  each "$sources $programs" clang $FLAGS -O2 -fsyntax-only {}
}

headers() {
  each "$(find src -name '*.h' ! -name list.h)" \
    gcc $FLAGS -fsyntax-only -x c -include {} /dev/null
}

analyse() { # analyse files flags...
  files=$1
  shift
  each "$files" clang $FLAGS --analyze --analyzer-output text \
    -Xclang -analyzer-werror "$@" -o /dev/null {}
}

analyser() {
  status=0
  analyse "$(find src -name '*.c' ! -path 'src/lua/*' ! -path 'src/engine/*' \
      ! -path 'src/limits/*' ! -path 'src/script/*')" \
    || status=1
  analyse "$(find src/lua src/engine src/limits src/script -name '*.c')" -include spec/lint/raises.h || status=1
  return $status
}

# Who may use whom, circles, the length of files: from what gcc includes and
# the linker resolves.
arrows() {
  ${LUA:-lua5.4} spec/lint/arrows.lua src "$B" "gcc $FLAGS"
}

symbols() {
  status=0
  for file in src/proto/*.c; do
    name=$(basename "$file" .c)
    exports=$(nm -g --defined-only "$B/proto/$name.o" | awk '{print $3}' |
      tr '\n' ' ')
    case $name in
      list) expected=protocol_list ;;
      *) expected=protocol_$name ;;
    esac
    [ "$exports" = "$expected " ] || {
      echo "$file exports: $exports"
      status=1
    }
  done
  return $status
}

check "luacheck: doc, lua, scripts, share, examples, spec, .busted, rockspec" lua_files
check "gcc: warnings at -O2, src and spec" gcc_warnings
check "clang: warnings at -O2, src and spec" clang_warnings
check "headers compile by themselves" headers
check "clang's analyser: src" analyser
check "arrows between files and folders, circles, lengths" arrows
check "proto: one symbol for each file" symbols
exit $failed
