#!/bin/sh
# run.sh - runs spec files while the collector runs all the time
#
# A collection begins as soon as the last one ends, in each Lua that reads
# LUA_INIT_5_4: busted's, and those of pcaplua and lua5.4 that specs start. Each
# allocation then collects all that is alive, so each file has a process of its
# own, in which that is little. Two files run at a time: devices are in
# namespaces, and files in folders, that are named for the process. Last come
# the names of the files that failed.
set -eu
export BUSTED PYCAP_BUILD="$B" PYCAP_GCSTRESS=1
export LUA_INIT_5_4='collectgarbage("incremental") collectgarbage("setpause", 0)'
export logs="$B/stress"
rm -rf "$logs"
mkdir -p "$logs"

printf '%s\n' "$@" | xargs -n 1 -P 2 sh -c '
  log=$logs/$(echo "$1" | tr / -)
  begun=$(date +%s)
  if timeout -k 5 900 $BUSTED "$1" >"$log" 2>&1
  then last=$(tail -n 1 "$log")
  else last="failed" && echo "$1" >>"$logs/failed" && cat "$log"
  fi
  echo "$1: $last, $(($(date +%s) - begun)) s"' sh

[ ! -e "$logs/failed" ] ||
  { echo "gcstress: failed: $(sort "$logs/failed" | tr '\n' ' ')" >&2; exit 1; }
