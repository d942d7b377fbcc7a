# Makefile - builds, tests and installs pycap

PREFIX ?= /usr/local
DESTDIR ?=
B ?= build
LUA ?= lua5.4
CC = gcc

VERSION = 0.1.0
LUA_INCDIR ?= /usr/include/lua5.4
LUA_CMODDIR ?= $(PREFIX)/lib/lua/5.4
PCAP_DIR ?= /usr
NET_DIR ?= /usr
# Where they are not in the compiler's own places (LuaRocks says so).
PLACES = $(if $(filter-out /usr,$(PCAP_DIR)),-I$(PCAP_DIR)/include) \
  $(if $(filter-out /usr,$(NET_DIR)),-I$(NET_DIR)/include)
LIBPLACES = $(if $(filter-out /usr,$(PCAP_DIR)),-L$(PCAP_DIR)/lib) \
  $(if $(filter-out /usr,$(NET_DIR)),-L$(NET_DIR)/lib)

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c11 -D_DEFAULT_SOURCE $(WARNINGS) -fPIC -fvisibility=hidden \
  -I$(B) -I$(LUA_INCDIR) $(PLACES) -DPYCAP_VERSION='"$(VERSION)"' $(CFLAGS) \
  $(SANITIZE)
LIBS = $(LIBPLACES) -lpcap -lnet
LUA_LIBS ?= -llua5.4

SOURCES := $(wildcard src/core/*.c src/proto/*.c src/io/*.c src/lua/*.c)
OBJECTS := $(SOURCES:src/%.c=$(B)/%.o)
TOOL := $(patsubst src/%.c,$(B)/%.o,$(wildcard src/tool/*.c))
PARTS := $(wildcard lua/pycap/*.lua)

.PHONY: all module deps testdeps demo test lint asan gcstress bench fuzz check
.PHONY: install install-module uninstall clean env help

all: module $(B)/pcaplua  ## build the module and pcaplua

module: $(B)/pycap.so

$(B)/pycap.so: $(OBJECTS)
	$(CC) -shared $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/pcaplua: $(OBJECTS) $(TOOL)
	$(CC) $(SANITIZE) $(LDFLAGS) -Wl,-E -o $@ $^ $(LIBS) $(LUA_LIBS) -lm -ldl

$(B)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/lua/lpycap.o: $(B)/parts.inc

# The parts written in Lua become text inside the module.
$(B)/parts.inc: $(PARTS) Makefile
	@mkdir -p $(@D)
	@for f in $(PARTS); do \
	  printf '{"pycap.%s", (const char[]){' "$$(basename $$f .lua)"; \
	  od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; \
	  printf '0}},\n'; \
	done > $@

-include $(OBJECTS:.o=.d) $(TOOL:.o=.d)

# --- what has to be installed (Debian's packages; README.md says why) ---

BUILD_DEPS = gcc libc6-dev make lua5.4 liblua5.4-dev libpcap-dev libnet1-dev
TEST_DEPS = lua-busted lua-dkjson luarocks tshark tcpdump arping iproute2 \
  iputils-ping libcap2-bin util-linux procps valgrind python3
LINT_DEPS = lua-check clang clang-tools libclang-rt-14-dev

# $(call install,packages): installs those of them that are missing.
install = @missing=; for p in $(1); do \
    dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || \
      missing="$$missing $$p"; done; \
  [ -z "$$missing" ] || { apt-get -q update && DEBIAN_FRONTEND=noninteractive \
    apt-get -qy install --no-install-recommends $$missing; }

deps:  ## install what the build needs
	$(call install,$(BUILD_DEPS))

testdeps: deps
	$(call install,$(TEST_DEPS))

lintdeps: deps
	$(call install,$(LINT_DEPS))

# --- use ---

demo: deps  ## install what is missing, build, and watch a sample capture
	@$(MAKE) --no-print-directory all
	$(LUA) spec/sample.lua $(B)/sample.pcap
	$(B)/pcaplua -r $(B)/sample.pcap scripts/arpwatch.lua

env:  ## print the lines with which lua5.4 finds the module built here
	@echo "export LUA_CPATH='$(CURDIR)/$(B)/?.so;;'"

# --- tests ---

BUSTED = busted --lua=$(LUA)

test: testdeps  ## install what is missing, build, and run every spec
	@$(MAKE) --no-print-directory all
	PYCAP_BUILD=$(B) $(BUSTED)

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1\t\2/p' Makefile | \
	  expand -t 24

clean:  ## remove what was built
	rm -rf build
