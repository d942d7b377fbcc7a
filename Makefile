# Makefile - builds, tests and installs pycap

PREFIX ?= /usr/local
DESTDIR ?=
B ?= build
LUA ?= lua5.4
CC = gcc

VERSION = 0.2.0
LUA_INCDIR ?= /usr/include/lua5.4
LUA_CMODDIR ?= $(PREFIX)/lib/lua/5.4
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
SCRIPTDIR = $(PREFIX)/share/pycap/scripts
MANDIR = $(PREFIX)/share/man
MANDIRS = $(MANDIR)/man1 $(MANDIR)/man3
COMPLETIONDIRS = $(addprefix $(PREFIX)/share/,bash-completion/completions \
  zsh/site-functions fish/vendor_completions.d)
ADDONDIR = $(PREFIX)/share/pycap/addons
# Where libpcap and libnet are, if the compiler has to be told (LuaRocks does).
PLACES = $(addprefix -I,$(filter-out /usr/include,\
  $(sort $(PCAP_INCDIR) $(NET_INCDIR))))
LIBPLACES = $(addprefix -L,$(filter-out /usr/lib,\
  $(sort $(PCAP_LIBDIR) $(NET_LIBDIR))))

# What decompresses: those libraries that pkg-config finds, but for WITHOUT=...
CODECS := $(strip $(foreach l,\
  $(filter-out $(WITHOUT),zlib libzstd liblz4 liblzma),\
  $(shell pkg-config --exists $(l) 2>/dev/null && echo $(l))))
CODEC_FLAGS := $(foreach l,$(CODECS),-DHAVE_$(shell echo $(l) | tr a-z A-Z)) \
  $(if $(CODECS),$(shell pkg-config --cflags $(CODECS)))
CODEC_LIBS := $(if $(CODECS),$(shell pkg-config --libs $(CODECS)))

# What refuses system calls, if it is there; the module alone does not need it.
SECCOMP := $(filter-out $(WITHOUT),$(shell pkg-config --exists libseccomp \
  2>/dev/null && echo libseccomp))
SECCOMP_FLAGS := $(if $(SECCOMP),-DHAVE_LIBSECCOMP \
  $(shell pkg-config --cflags $(SECCOMP)))
SECCOMP_LIBS := $(if $(SECCOMP),$(shell pkg-config --libs $(SECCOMP)))

# What edits lines at the prompt of pcaplua, if it is there.
LIBEDIT := $(filter-out $(WITHOUT),$(shell pkg-config --exists libedit \
  2>/dev/null && echo libedit))
LIBEDIT_FLAGS := $(if $(LIBEDIT),-DHAVE_LIBEDIT \
  $(shell pkg-config --cflags $(LIBEDIT)))
LIBEDIT_LIBS := $(if $(LIBEDIT),$(shell pkg-config --libs $(LIBEDIT)))

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c11 -D_DEFAULT_SOURCE $(WARNINGS) -fPIC -fvisibility=hidden \
  -I$(B) -I$(LUA_INCDIR) $(PLACES) -DPYCAP_VERSION='"$(VERSION)"' \
  $(CODEC_FLAGS) $(SECCOMP_FLAGS) -pthread $(CPPFLAGS) \
  $(CFLAGS) $(SANITIZE)
LIBS = $(LIBPLACES) -lpcap -lnet $(CODEC_LIBS)
LUA_LIBS ?= -llua5.4

# What is written once, at the start, can be written no more; no code on stacks.
HARDENED = -Wl,-z,relro,-z,now,-z,noexecstack

# ONLY="ethernet arp" builds a core that knows these protocols alone.
PROTOCOLS := $(if $(ONLY),src/proto/list.c $(ONLY:%=src/proto/%.c),\
  $(wildcard src/proto/*.c))
SOURCES := $(wildcard src/core/*.c src/flow/*.c src/print/*.c src/io/*.c \
  src/lua/*.c src/lua/*/*.c) \
  $(PROTOCOLS)
# What only the module has: it can be opened by one of its parts.
ENTRIES := src/lua/entries.c
OBJECTS := $(patsubst src/%.c,$(B)/%.o,$(filter-out $(ENTRIES),$(SOURCES)))
MODULE := $(OBJECTS) $(ENTRIES:src/%.c=$(B)/%.o)
ENGINE := $(patsubst src/%.c,$(B)/%.o,\
  $(wildcard src/confine/*.c src/engine/*.c src/limits/*.c src/script/*.c))
TOOL := $(patsubst src/%.c,$(B)/%.o,$(wildcard src/tool/*.c))
LIBRARY = libpycap.so.0
STUBS = $(addprefix share/library/,pycap.lua pycap.arp.lua pycap.icmp.lua \
  pcaplua.lua)
EACHSTUBS = share/each/pcaplua-each.lua
COMPLETIONS = $(addprefix share/completions/,pcaplua.bash _pcaplua pcaplua.fish)
MANPAGES = $(addprefix doc/man/,pcaplua.1 libpycap.3 pycap.3lua)
GENERATED = doc/protocols.md doc/reference.md $(MANPAGES) $(STUBS) \
  $(EACHSTUBS) $(COMPLETIONS)
PARTS := $(wildcard lua/pycap/*.lua lua/pycap/*/*.lua)

.PHONY: all module library deps testdeps lintdeps benchdeps provedeps
.PHONY: demo test lint asan gcstress mutants abi
.PHONY: bench fuzz check prove docs check-docs docs-html check-abi install
.PHONY: install-module
.PHONY: install-rock install-stubs uninstall clean env help
.PHONY: debdeps dist deb

all: module library $(B)/pcaplua  ## build the module, libpycap and pcaplua

module: $(B)/pycap.so

$(B)/pycap.so: $(MODULE)
	$(CC) -shared $(SANITIZE) $(HARDENED) $(LDFLAGS) -o $@ $^ $(LIBS)

library: $(B)/$(LIBRARY) $(B)/libpycap.a $(B)/pycap-uninstalled.pc

$(B)/$(LIBRARY): $(OBJECTS) $(ENGINE) src/pycap.map
	$(CC) -shared -Wl,-soname,$(LIBRARY) -Wl,--version-script,src/pycap.map \
	  $(SANITIZE) $(HARDENED) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBS) $(SECCOMP_LIBS) \
	  $(LUA_LIBS)
	ln -sf $(LIBRARY) $(B)/libpycap.so

# One object of all, in which what is hidden is local: nothing of ours can
# clash with names of the host's.
$(B)/libpycap.a: $(OBJECTS) $(ENGINE)
	$(LD) -r -o $(B)/libpycap.o $^
	objcopy --localize-hidden $(B)/libpycap.o
	rm -f $@
	$(AR) rcs $@ $(B)/libpycap.o

pc = sed -e 's|@PREFIX@|$(1)|' -e 's|@LIBDIR@|$(2)|' \
  -e 's|@INCLUDEDIR@|$(3)|' -e 's|@VERSION@|$(VERSION)|' \
  -e 's|@NEEDS@|$(strip $(LIBS) $(SECCOMP_LIBS)) -lm -ldl|' src/pycap.pc.in

# With PKG_CONFIG_PATH=build, pkg-config finds the library of this build.
$(B)/pycap-uninstalled.pc: src/pycap.pc.in Makefile
	@mkdir -p $(@D)
	$(call pc,$(CURDIR),$(abspath $(B)),$(CURDIR)/src) >$@

$(B)/pcaplua: $(OBJECTS) $(TOOL) $(ENGINE)
	$(CC) $(SANITIZE) $(HARDENED) $(LDFLAGS) -pie -Wl,-E -o $@ $^ $(LIBS) $(SECCOMP_LIBS) \
	  $(LIBEDIT_LIBS) $(LUA_LIBS) -lm -ldl

$(B)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tool/edited.o: ALL_CFLAGS += $(LIBEDIT_FLAGS)

$(B)/tool/words.o: ALL_CFLAGS += -DPYCAP_SCRIPTS='"$(SCRIPTDIR)"'

$(B)/lua/module.o: $(B)/parts.inc
$(B)/lua/entries.o: $(B)/entries.inc

$(B)/proto/list.o: ALL_CFLAGS += \
  $(if $(ONLY),'-DPROTOCOL_LIST(_)=$(patsubst %,_(%),$(ONLY))')

# The parts written in Lua become text inside the module: pycap.arp, and, which
# are nobody's business, pycap.internal.... Of the first, entries are made.
$(B)/parts.inc: $(PARTS) Makefile
	@mkdir -p $(@D)
	@for f in $(PARTS); do \
	  name=$${f#lua/}; \
	  printf '{"%s", (const char[]){' "$$(echo $${name%.lua} | tr / .)"; \
	  od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; \
	  printf '0}},\n'; \
	done > $@

$(B)/entries.inc: $(PARTS) Makefile
	@mkdir -p $(@D)
	@printf 'ENTRY(%s)\n' $(basename $(notdir $(filter \
	  $(wildcard lua/pycap/*.lua),$(PARTS)))) > $@

-include $(MODULE:.o=.d) $(ENGINE:.o=.d) $(TOOL:.o=.d)

# --- what has to be installed (doc/dependencies.md says why) ---

BUILD_DEPS = gcc libc6-dev make lua5.4 liblua5.4-dev libpcap-dev libnet1-dev
# What the build takes if it is there.
OPTIONAL_DEPS = pkg-config zlib1g-dev libzstd-dev liblz4-dev liblzma-dev \
  libseccomp-dev libedit-dev
# Interpreter's libraries; judges; links and their tools; the system's; hosts.
TEST_DEPS = lua-busted lua-dkjson lua-luv luarocks \
  tshark python3 python3-scapy valgrind \
  tcpdump tcpflow tcpreplay arping iputils-ping iproute2 ethtool \
  libcap2-bin util-linux mount procps tmux mandoc groff-base \
  g++ abigail-tools gzip zstd lz4 xz-utils jq diffutils
LINT_DEPS = lua-check clang libclang-rt-14-dev
BENCH_DEPS = luajit dnsjit zstd libtins-dev python3-dpkt
# What Debian's packages are built and looked at with.
DEB_DEPS = debhelper dpkg-dev lintian
# What prove needs besides those of the specs and of lint.
PROVE_DEPS = chromium mmdebstrap
# What makes pages of HTML of the manual.
HTML_DEPS = pandoc

# $(call install,packages[,need]): installs those that are missing. Without
# apt-get it names them and goes on: the tools may be there in another way. So
# it does without root, unless they are needed: then nothing more is done.
install = @missing=; for p in $(1); do \
    dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || \
      missing="$$missing $$p"; done; \
  if [ -z "$$missing" ]; then exit 0; fi; \
  if ! command -v apt-get >/dev/null; then \
    echo "make $@: no apt-get here; in Debian it is called:$$missing" >&2; \
  elif [ "$$(id -u)" != 0 ]; then \
    echo "make $@: missing:$$missing; as root: apt-get install$$missing" >&2; \
    exit $(if $(2),1,0); \
  else \
    apt-get -q update && DEBIAN_FRONTEND=noninteractive \
      apt-get -qy install --no-install-recommends $$missing; \
  fi

deps:  ## install what the build needs
	$(call install,$(BUILD_DEPS),need)
	$(call install,$(OPTIONAL_DEPS))

testdeps: deps  ## install what the specs need
	$(call install,$(TEST_DEPS))

lintdeps: deps
	$(call install,$(LINT_DEPS))

benchdeps:  ## install what bench compares with, if it is there
	$(call install,$(BENCH_DEPS))

debdeps: deps  ## install what deb needs
	$(call install,$(DEB_DEPS),need)

provedeps: testdeps lintdeps  ## install what prove needs
	$(call install,$(PROVE_DEPS) $(DEB_DEPS) $(HTML_DEPS))

# --- use ---

demo: deps  ## install what is missing, build, and watch a sample capture
	@$(MAKE) --no-print-directory all $(B)/sample.pcap $(B)/office.pcap
	$(B)/pcaplua -r $(B)/sample.pcap scripts/arpwatch.lua

$(B)/sample.pcap: spec/support/sample.lua spec/support/blocks.lua
	@mkdir -p $(@D)
	$(LUA) $< $@ $@ng

$(B)/office.pcap: spec/support/office.lua $(B)/pcaplua
	$(B)/pcaplua $< $@

# In front of what is set; an empty piece, ;;, stands for Lua's own places.
env:  ## print the line with which lua5.4 finds the module built here
	@echo 'export LUA_CPATH="$(abspath $(B))/?.so;$${LUA_CPATH:-;}"'

# --- installing ---

install: all install-module install-stubs  ## install under PREFIX, in DESTDIR
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(SCRIPTDIR)'
	install -m 755 $(B)/pcaplua '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 scripts/*.lua '$(DESTDIR)$(SCRIPTDIR)'
	install -d $(foreach d,$(MANDIRS) $(COMPLETIONDIRS),'$(DESTDIR)$(d)')
	install -m 644 doc/man/pcaplua.1 '$(DESTDIR)$(MANDIR)/man1'
	install -m 644 doc/man/*.3 doc/man/*.3lua '$(DESTDIR)$(MANDIR)/man3'
	install -m 644 share/completions/pcaplua.bash \
	  '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/pcaplua'
	install -m 644 share/completions/_pcaplua \
	  '$(DESTDIR)$(PREFIX)/share/zsh/site-functions'
	install -m 644 share/completions/pcaplua.fish \
	  '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	install -d '$(DESTDIR)$(LIBDIR)/pkgconfig' '$(DESTDIR)$(INCLUDEDIR)'
	install -m 644 src/pycap.h '$(DESTDIR)$(INCLUDEDIR)'
	install -m 644 $(B)/$(LIBRARY) $(B)/libpycap.a '$(DESTDIR)$(LIBDIR)'
	ln -sf $(LIBRARY) '$(DESTDIR)$(LIBDIR)/libpycap.so'
	$(call pc,$(PREFIX),$(LIBDIR),$(INCLUDEDIR)) \
	  >'$(DESTDIR)$(LIBDIR)/pkgconfig/pycap.pc'

install-rock: install-module install-stubs  # what a rock has

# Two folders as the Lua language server takes them.
install-stubs:
	install -d $(foreach d,pycap pcaplua-each,\
	  '$(DESTDIR)$(ADDONDIR)/$(d)/library')
	install -m 644 share/config.json '$(DESTDIR)$(ADDONDIR)/pycap'
	install -m 644 $(STUBS) '$(DESTDIR)$(ADDONDIR)/pycap/library'
	install -m 644 share/each/config.json '$(DESTDIR)$(ADDONDIR)/pcaplua-each'
	install -m 644 $(EACHSTUBS) '$(DESTDIR)$(ADDONDIR)/pcaplua-each/library'

install-module: module
	install -d '$(DESTDIR)$(LUA_CMODDIR)'
	install -m 644 $(B)/pycap.so '$(DESTDIR)$(LUA_CMODDIR)'

uninstall:  ## remove what install put there (the same PREFIX and DESTDIR)
	rm -f '$(DESTDIR)$(LUA_CMODDIR)/pycap.so' '$(DESTDIR)$(PREFIX)/bin/pcaplua'
	rm -f '$(DESTDIR)$(INCLUDEDIR)/pycap.h' '$(DESTDIR)$(LIBDIR)'/libpycap.* \
	  '$(DESTDIR)$(LIBDIR)/pkgconfig/pycap.pc'
	rm -rf '$(DESTDIR)$(PREFIX)/share/pycap'
	rm -f $(foreach f,man1/pcaplua.1 man3/libpycap.3 man3/pycap.3lua,\
	  '$(DESTDIR)$(MANDIR)/$(f)')
	rm -f $(foreach f,bash-completion/completions/pcaplua \
	  zsh/site-functions/_pcaplua fish/vendor_completions.d/pcaplua.fish,\
	  '$(DESTDIR)$(PREFIX)/share/$(f)')
	@rmdir '$(DESTDIR)$(LIBDIR)/pkgconfig' '$(DESTDIR)$(LUA_CMODDIR)' \
	  '$(DESTDIR)$(dir $(LUA_CMODDIR))' $(foreach f,man1 man3,\
	  '$(DESTDIR)$(MANDIR)/$(f)') $(foreach f,bash-completion/completions \
	  bash-completion zsh/site-functions zsh fish/vendor_completions.d fish \
	  man,'$(DESTDIR)$(PREFIX)/share/$(f)') 2>/dev/null || true

# --- releasing ---

RELEASE = pycap-$(VERSION)

# The same commit gives the same bytes: git's times and order, none of gzip's.
dist:  ## write build/pycap-VERSION.tar.gz, the last commit's files
	@test -e .git || { echo "make dist: this is no clone of the repository," \
	  "which alone has commits" >&2; exit 1; }
	@mkdir -p build
	@git diff --quiet HEAD || echo "make dist: what is not committed is" \
	  "left out" >&2
	git -c tar.umask=0022 archive --format=tar --prefix=$(RELEASE)/ \
	  HEAD >build/$(RELEASE).tar
	gzip -9nf build/$(RELEASE).tar

# A copy of the tree, with or without git, is built: nothing of build/ is used.
deb: debdeps  ## build Debian's packages into build/deb
	rm -rf build/deb
	mkdir -p build/deb/$(RELEASE)
	tar -c --exclude=./build --exclude='./.git' . | \
	  tar -x -C build/deb/$(RELEASE)
	cd build/deb/$(RELEASE) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL \
	  dpkg-buildpackage -us -uc
	rm -rf build/deb/$(RELEASE)

# --- tests ---

BUSTED = busted --lua=$(LUA)

test: testdeps  ## install what is missing, build, and run every spec
	@$(MAKE) --no-print-directory all
	PYCAP_BUILD=$(B) $(BUSTED)

# The interface as the compiler has it: symbols with their versions, and types.
ABIDW = abidw --exported-interfaces-only --headers-dir $(B)/include \
  --drop-private-types --no-show-locs --no-comp-dir-path --no-corpus-path \
  --no-elf-needed --no-architecture

$(B)/pycap.abi: $(B)/$(LIBRARY) src/pycap.h Makefile
	@install -D -m 644 src/pycap.h $(B)/include/pycap.h
	@$(ABIDW) $(B)/$(LIBRARY) >$@

abi: testdeps  ## write src/pycap.abi, libpycap's symbols and types, anew
	@$(MAKE) -s $(B)/pycap.abi
	@cp $(B)/pycap.abi src/pycap.abi

check-abi: testdeps  ## fail if symbols or types are not those of src/pycap.abi
	@$(MAKE) -s library $(B)/pycap.abi
	@abidiff --harmless src/pycap.abi $(B)/pycap.abi
	@sed -n 's/^    \([a-z_]*\);$$/\1/p' src/pycap.map >$(B)/pycap.symbols
	@nm -g --defined-only $(B)/libpycap.a | awk 'NF > 2 {print $$NF}' | \
	  LC_ALL=C sort | diff -u $(B)/pycap.symbols -

# --- documents that follow from the rows and from doc/api ---

GENERATE = PCAPLUA='$(B)/pcaplua' LUA_PATH='./?.lua;;' LUA_CPATH='$(B)/?.so' $(LUA) doc/generate.lua

docs: module $(B)/pcaplua  ## write the reference pages, stubs, man page, completions anew
	@$(GENERATE) .

check-docs: module $(B)/pcaplua  ## fail if they are not as the rows and doc/api have it
	@mkdir -p $(addprefix $(B)/docs/,$(sort $(dir $(GENERATED))))
	@$(GENERATE) $(B)/docs
	@for f in $(GENERATED); do diff -u $$f $(B)/docs/$$f || \
	  { echo "check-docs: $$f is stale: make docs" >&2; exit 1; }; done

docs-html:  ## make pages of HTML of the manual, in build/html
	$(call install,$(HTML_DEPS),need)
	@$(LUA) doc/html/build.lua $(B)/html

# --- what a release has to pass besides (CONTRIBUTING.md) ---

STRICT = -std=c11 -D_DEFAULT_SOURCE $(WARNINGS)
LINT_FLAGS = -Isrc -I$(B) -I$(LUA_INCDIR) $(PLACES) $(CODEC_FLAGS) \
  $(SECCOMP_FLAGS) $(LIBEDIT_FLAGS) -DPYCAP_VERSION="$(VERSION)" \
  -DPYCAP_SCRIPTS="$(SCRIPTDIR)"

lint: lintdeps  ## luacheck, warnings of gcc and clang, analyser, layers
	@$(MAKE) --no-print-directory all
	@B='$(B)' LUA='$(LUA)' FLAGS='$(STRICT) $(LINT_FLAGS)' \
	  spec/lint/lint.sh

SANITIZED = $(MAKE) --no-print-directory B=build/asan \
  CFLAGS='-O1 -g -fno-omit-frame-pointer' \
  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all'

# The module under a Lua that is not built with ASan: see spec/asan/run.sh.
asan: testdeps  ## the specs under AddressSanitizer, LSan and UBSan
	@$(SANITIZED) all build/asan/unload.so
	@B=build/asan PYCAP_MUTATIONS=20000 spec/asan/run.sh $(BUSTED) $(SPECS)

build/asan/unload.so: spec/asan/unload.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) -shared -fPIC -o $@ $<

# What builds, reads pages or runs C alone, has no collector to be stressed.
UNSTRESSED = spec/build/% spec/lint/% spec/docs/man_spec.lua \
  spec/core/rows_spec.lua
STRESSED = $(filter-out $(UNSTRESSED),$(shell find spec -name '*_spec.lua' | sort -r))

gcstress: testdeps  ## the specs while the collector runs all the time
	@$(MAKE) --no-print-directory all
	@B='$(B)' BUSTED='$(BUSTED)' spec/stress/run.sh $(or $(SPECS),$(STRESSED))

# F="src/io/link.c" names files; N, SEED, BASE, SPECS: spec/mutants/mutants.lua
mutants: testdeps  ## changes of the changed lines, or F, that no spec notices
	@$(MAKE) --no-print-directory all
	@LUA_PATH='./?.lua;;' $(LUA) spec/mutants/mutants.lua $(F)

bench: testdeps  ## what a packet costs, compared with C by hand on libpcap
	@$(MAKE) --no-print-directory all $(B)/bench/floor $(B)/bench/hand \
	  $(B)/bench/sendloop $(B)/bench/feed
	@$(MAKE) --no-print-directory B=build/few/arp ONLY='ethernet vlan arp' all
	@$(MAKE) --no-print-directory B=build/few/tcp ONLY='ethernet ip tcp' all
	@$(LUA) spec/bench/bench.lua $(B) $(SHORT)
	@$(LUA) spec/bench/reading.lua $(B) $(SHORT)
	@$(LUA) spec/bench/few.lua $(B)
	@$(LUA) spec/bench/lines.lua $(B)
	@$(LUA) spec/bench/declared.lua $(B)
	@$(LUA) spec/bench/feed.lua $(B)
	@LUA_PATH='./?.lua;;' PYCAP_BUILD=$(B) PCAPLUA=$(B)/pcaplua \
	  $(LUA) spec/bench/send.lua $(B) $(SHORT)
	@$(LUA) spec/bench/craft.lua $(B)
	@$(LUA) spec/bench/prints.lua $(B)
	@$(LUA) spec/bench/streams.lua $(B) $(SHORT)
	@$(LUA) spec/bench/growth.lua $(B) $(SHORT)

$(B)/bench/feed: spec/bench/feed.c examples/embed/frames.h src/pycap.h library
	@mkdir -p $(@D)
	$(CC) $(STRICT) -Isrc -O2 -o $@ $< -L$(B) -lpycap \
	  -Wl,-rpath,$(abspath $(B))

$(B)/bench/%: spec/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(PLACES) -O2 -o $@ $< \
	  $(LIBPLACES) -lpcap

# Host programs of examples/embed, against the library of this build.
$(B)/embed/%: examples/embed/%.c examples/embed/frames.h src/pycap.h library
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(SANITIZE) -Isrc -O2 -o $@ $< -L$(B) -lpycap -pthread \
	  $(LIBPLACES) -lpcap -Wl,-rpath,$(abspath $(B))

# What it finds stays in build/fuzz/corpus and build/fuzz/crash-*.
T ?= 30
FUZZED = $(wildcard src/core/*.[ch] src/proto/*.[ch]) spec/fuzz/exercise.h
FUZZ = -max_total_time=$(T) -timeout=10 -artifact_prefix=build/fuzz/ \
  -print_final_stats=1 -verbosity=0
FUZZ_CC = clang $(STRICT) -O1 -g

fuzz: lintdeps  ## fuzz core, rows, files, fragments ...: T seconds each (30)
	@$(MAKE) --no-print-directory build/fuzz/core build/fuzz/seed \
	  build/fuzz/names build/fuzz/rows build/fuzz/declare build/fuzz/files \
	  build/fuzz/fragments build/fuzz/flows build/fuzz/streams \
	  build/fuzz/spoken
	@mkdir -p build/fuzz/seeds build/fuzz/corpus build/fuzz/messages \
	  build/fuzz/tables build/fuzz/declared build/fuzz/captures \
	  build/fuzz/forms build/fuzz/parts build/fuzz/talks build/fuzz/segments \
	  build/fuzz/speeches
	build/fuzz/seed build/fuzz/seeds
	build/fuzz/core $(FUZZ) -max_len=512 build/fuzz/corpus build/fuzz/seeds
	build/fuzz/names $(FUZZ) -max_len=512 -len_control=0 build/fuzz/messages
	build/fuzz/rows $(FUZZ) -max_len=1024 -len_control=0 build/fuzz/tables
	build/fuzz/declare $(FUZZ) -max_len=512 -len_control=0 \
	  build/fuzz/declared
	$(LUA) spec/fuzz/forms.lua build/fuzz/forms
	build/fuzz/files $(FUZZ) -max_len=65536 -rss_limit_mb=2048 \
	  build/fuzz/captures build/fuzz/forms
	build/fuzz/fragments $(FUZZ) -max_len=512 -len_control=0 build/fuzz/parts
	build/fuzz/streams $(FUZZ) -max_len=512 -len_control=0 build/fuzz/segments
	build/fuzz/flows $(FUZZ) -max_len=512 -len_control=0 build/fuzz/talks
	build/fuzz/spoken $(FUZZ) -max_len=512 -len_control=0 build/fuzz/speeches

build/fuzz/rows: $(wildcard src/core/*.[ch]) spec/fuzz/rows.c \
  spec/fuzz/exercise.h
	@mkdir -p $(@D)
	$(FUZZ_CC) -fno-sanitize-recover=all -fsanitize=fuzzer,address,undefined \
	  -o $@ $(filter %.c,$^)

# Tables of Lua, and so the whole module.
build/fuzz/declare: $(SOURCES) $(wildcard src/*/*.h src/*/*/*.h) \
  spec/fuzz/declare.c build/parts.inc build/entries.inc
	@mkdir -p $(@D)
	$(FUZZ_CC) $(PLACES) -Ibuild -I$(LUA_INCDIR) -DPYCAP_VERSION='"$(VERSION)"' \
	  -fno-sanitize-recover=all -fsanitize=fuzzer,address,undefined \
	  -o $@ $(filter %.c,$^) $(LIBS) $(LUA_LIBS) -lm -ldl

# Reading files needs no more than this of io.
READING = $(patsubst %,src/io/%.c,blockoptions blocks buffer codec fault foreign \
  gzip input interfaces lz4 ngoptions pcapfile pcapng readahead reader \
  records remote wait xz zstd)

build/fuzz/files: spec/fuzz/files.c $(READING) $(wildcard src/io/*.h)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(CODEC_FLAGS) $(PLACES) "-DBLOCK=((size_t)512)" \
	  -fno-sanitize-recover=all -fsanitize=fuzzer,address,undefined \
	  -o $@ $(filter %.c,$^) $(LIBPLACES) -lpcap $(CODEC_LIBS)

build/fuzz/fragments build/fuzz/flows build/fuzz/spoken: \
  $(wildcard src/flow/*.[ch])

build/fuzz/core build/fuzz/names build/fuzz/fragments build/fuzz/flows \
  build/fuzz/spoken: build/fuzz/%: \
  spec/fuzz/%.c $(FUZZED)
	@mkdir -p $(@D)
	$(FUZZ_CC) -fno-sanitize-recover=all -fsanitize=fuzzer,address,undefined \
	  -o $@ $(filter %.c,$^)

build/fuzz/streams: spec/fuzz/streams.c $(wildcard src/flow/*.[ch])
	@mkdir -p $(@D)
	$(FUZZ_CC) -fno-sanitize-recover=all -fsanitize=fuzzer,address,undefined \
	  -o $@ spec/fuzz/streams.c src/flow/stream.c

# Drawn segments beside the same model (make prove).
$(B)/prove/streams: spec/fuzz/streams.c $(wildcard src/flow/*.[ch])
	@mkdir -p $(@D)
	$(CC) $(STRICT) -DRUNS -O2 -o $@ spec/fuzz/streams.c src/flow/stream.c

# The same checks on mutated frames of captures (make prove).
build/fuzz/mutate: spec/fuzz/mutate.c spec/fuzz/core.c $(FUZZED)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(PLACES) -fno-sanitize-recover=all \
	  -fsanitize=address,undefined -o $@ $(filter %.c,$^) $(LIBPLACES) -lpcap

build/fuzz/seed: spec/fuzz/core.c $(FUZZED)
	@mkdir -p $(@D)
	$(FUZZ_CC) -DSEEDS -o $@ $(filter %.c,$^)

check:  ## all that fits in ten minutes: lint, docs, abi, test, fuzz, bench
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory check-docs
	@$(MAKE) --no-print-directory check-abi
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory fuzz T=20
	@$(MAKE) --no-print-directory bench SHORT=short

prove: provedeps  ## what takes long or is timed: aim and figure
	@$(MAKE) all build/fuzz/mutate $(B)/prove/streams $(B)/sample.pcap
	@$(SANITIZED) all
	@$(MAKE) --no-print-directory B=build/tsan CFLAGS='-O1 -g' \
	  SANITIZE=-fsanitize=thread build/tsan/embed/threads build/tsan/pcaplua
	@s=0; for part in prove handlers workers shares hostile names \
	  writing streams page packages flood; do \
	  LUA_PATH='./?.lua;;' LUA_CPATH='$(B)/?.so;;' PYCAP_BUILD=$(B) \
	  $(LUA) spec/prove/$$part.lua || s=1; done; exit $$s

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1\t\2/p' Makefile | \
	  expand -t 24

clean:  ## remove what was built
	rm -rf build
