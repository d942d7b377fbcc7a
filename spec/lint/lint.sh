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
ours=$(find src -name '*.[ch]' | sort)
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
  luacheck -q --no-color .busted $(find doc lua scripts spec -name '*.lua') \
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

# What a layer may include of the others.
allowed() {
  case $1:$2 in
    core:core/*) ;;
    proto:core/* | proto:proto/*) ;;
    io:io/* | io:core/*) ;;
    lua:lua/* | lua:core/* | lua:io/* | lua:parts.inc) ;;
    engine:pycap.h | engine:engine/* | engine:lua/*) ;;
    tool:tool/* | tool:engine/pool.h) ;;
    tool:pycap.h) ;;
    tool:lua/lpycap.h) ;;
    lua:pycap.h) ;;
    *) false ;;
  esac
}

library() { # the layers that may use a library
  case $1:$2 in
    *:lua.h | *:lauxlib.h | *:lualib.h)
      case $1 in lua | tool | engine) ;; *) false ;; esac ;;
    *:pcap.h | *:pcap/* | *:libnet.h | *:libnet/*) [ "$1" = io ] ;;
  esac
}

arrows() {
  status=0
  for file in $ours; do
    layer=${file#src/}
    layer=${layer%%/*}
    layer=${layer%.[ch]}
    for name in $(sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file"); do
      target=$(realpath -m --relative-to=src "$(dirname "$file")/$name")
      case $name in */*) ;; *) [ -e "src/$target" ] || target=$name ;; esac
      allowed "$layer" "$target" || {
        echo "$file: $layer must not include $target"
        status=1
      }
    done
    for name in $(sed -n 's/^ *# *include *<\([^>]*\)>.*/\1/p' "$file"); do
      library "$layer" "$name" || {
        echo "$file: $layer must not include <$name>"
        status=1
      }
    done
  done
  return $status
}

# Everything that core and proto reach, however indirectly, and no -I of ours.
alone() {
  status=0
  for file in src/core/*.c src/proto/*.c; do
    object=$out/$(basename "$file" .c).o
    gcc $CORE_FLAGS -O1 -c -o "$object" -MD -MF "$out/alone.d" "$file" ||
      status=1
    if grep -nE '/(lua|lauxlib|pcap|libnet)\.h|src/(io|lua|tool)/' \
        "$out/alone.d"; then
      echo "$file reaches what core must not know"
      status=1
    fi
  done
  return $status
}

symbols() {
  status=0
  for file in src/proto/*.c; do
    name=$(basename "$file" .c)
    exports=$(nm -g --defined-only "$out/$name.o" | awk '{print $3}' |
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

check "luacheck: doc, lua, scripts, spec, .busted, rockspec" lua_files
check "gcc: warnings at -O2, src and spec" gcc_warnings
check "clang: warnings at -O2, src and spec" clang_warnings
check "headers compile by themselves" headers
check "clang's analyser: src" analyser
check "arrows between the layers (includes)" arrows
check "core and proto compile alone and reach nothing else" alone
check "proto: one symbol for each file" symbols
exit $failed
