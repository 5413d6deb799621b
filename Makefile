# mingzhang (明账): plain GNU make, one file, no recursion into folders.
#
#   make help        what there is to make
#   make V=1         shows whole commands
#   make SAN=1       AddressSanitizer and UBSan, in $(BUILD)/san
#   make BUILD=DIR   another folder for everything that is built
#
# A new source file or unit test needs no line here: sources are found by wildcard.

COMMA := ,
ROOT_BUILD := $(if $(BUILD),$(BUILD),build)
override BUILD := $(ROOT_BUILD)$(if $(SAN),/san)$(if $(FUZZ),/fuzz)

PACKAGES := glib-2.0 libcmark libcjson cairo poppler-glib libarchive libxml-2.0 gumbo libmicrohttpd xlsxwriter zlib libxxhash

# Debian's pkg-config names of the packages; asked once a run.
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PACKAGE_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

CC       ?= gcc
CFLAGS   ?= -O2 -g
STANDARD := -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -pthread
WARNINGS := -Wall -Wextra -Wpedantic $(if $(filter true,$(CI))$(WERROR),-Werror)
SANITIZE := $(if $(SAN)$(FUZZ),-fsanitize=address$(COMMA)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer) \
    $(if $(FUZZ),-fsanitize=fuzzer-no-link)
COMPILE  := $(CC) $(STANDARD) $(CFLAGS) $(WARNINGS) $(SANITIZE) -Igenerator -Itests $(PACKAGE_CFLAGS) $(CPPFLAGS)
LINK     := $(CC) -pthread $(SANITIZE) $(LDFLAGS)
LIBS     := $(PACKAGE_LIBS) -lm

SOURCES   := $(sort $(wildcard generator/*/*.c))
OBJECTS   := $(SOURCES:%.c=$(BUILD)/%.o)
LIBRARY   := $(BUILD)/libmingzhang.a
PROGRAM   := $(BUILD)/mingzhang
UNIT      := $(sort $(wildcard tests/unit/test_*.c))
UNIT_RUN  := $(UNIT:%.c=$(BUILD)/%)
FUZZERS   := $(sort $(wildcard tests/fuzz/fuzz_*.c))
REPLAY    := $(FUZZERS:tests/fuzz/fuzz_%.c=$(BUILD)/replay/%)
FUZZ_RUN  := $(FUZZERS:%.c=$(BUILD)/%)
FUZZ_CC   ?= clang
SECONDS   ?= 600
GENERATE  := $(sort $(wildcard tests/generate/*.c))
GENERATED := $(BUILD)/libgenerate.a
BENCH     := $(sort $(wildcard tests/bench/*.c))
BENCH_RUN := $(BENCH:tests/bench/%.c=$(BUILD)/bench/%)
C_FILES   := $(SOURCES) generator/main.c $(UNIT) $(GENERATE) $(BENCH) $(FUZZERS) \
    $(wildcard generator/*/*.h tests/*/*.h) tests/fuzz/replay.c
PARALLEL  := --no-print-directory $(if $(V),,-s) -j$(shell nproc)

PREFIX ?= /usr/local
BINDIR  = $(DESTDIR)$(PREFIX)/bin
DATADIR = $(DESTDIR)$(PREFIX)/share/mingzhang
MANDIR  = $(DESTDIR)$(PREFIX)/share/man

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.PHONY: all help units fuzzers site test asan valgrind fuzz crash damage mutation documents bench check-style format install \
    uninstall deb clean FORCE

all: $(LIBRARY) $(PROGRAM) ## the library and the program, in build/

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

# ---- compiling

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(LIBRARY): $(OBJECTS) $(BUILD)/sources
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $(OBJECTS)

$(PROGRAM): $(BUILD)/generator/main.o $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(GENERATED): $(GENERATE:%.c=$(BUILD)/%.o)
	$(Q)rm -f $@ && ar rcs $@ $(filter-out %/main.o %/measure.o %/mutation.o %/documents.o,$^)

READS_GENERATED := $(patsubst %,$(BUILD)/tests/unit/test_%,generated generated_series growth mutation open_data)
$(READS_GENERATED): $(BUILD)/%: $(BUILD)/%.o $(GENERATED) $(LIBRARY)
$(BUILD)/generate: $(BUILD)/tests/generate/main.o $(GENERATED) $(LIBRARY)
$(BUILD)/measure $(BUILD)/mutation $(BUILD)/documents: $(BUILD)/%: $(BUILD)/tests/generate/%.o $(GENERATED) $(LIBRARY)
$(READS_GENERATED) $(BUILD)/generate $(BUILD)/measure $(BUILD)/mutation $(BUILD)/documents:
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

# Between the modules stand functions that take the time (tests/bench/stages.c says which).
WRAPPED = $(shell sed -n 's/^BETWEEN.*[ *]\(mz_[a-z_]*\),.*/-Wl,--wrap=\1/p' tests/bench/stages.c)
$(BUILD)/bench/stages: BENCH_LINK = $(WRAPPED)
$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(GENERATED) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) $(BENCH_LINK) -o $@ $^ $(LIBS)

# Targets of the fuzzers: with the fuzzer (FUZZ=1), and with replay.c, which gives them the seeds as ordinary tests.
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBS)

$(BUILD)/replay/%: $(BUILD)/tests/fuzz/replay.o $(BUILD)/tests/fuzz/fuzz_%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

# Trouble of the system for the tests that want it; loaded into any program, so it has no sanitizers.
$(BUILD)/fault.so: tests/crash/fault.c
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(STANDARD) $(CFLAGS) $(WARNINGS) -shared -fPIC -o $@ $< -ldl

units: $(UNIT_RUN) $(BENCH_RUN) $(REPLAY) $(BUILD)/fault.so

fuzzers: $(FUZZ_RUN)

# Objects are remade when the flags change, the library when a source file comes or goes.
$(BUILD)/flags: FORCE
	@pkg-config --print-errors --exists $(PACKAGES) || \
	    { echo "缺少编译所需的软件包，请先运行 / packages are missing, first run: generator/packages.sh build" >&2; exit 1; }
	@mkdir -p $(@D)
	@echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' > $@

$(BUILD)/sources: FORCE
	@mkdir -p $(@D)
	@echo '$(SOURCES)' | cmp -s - $@ || echo '$(SOURCES)' > $@

-include $(OBJECTS:.o=.d) $(BUILD)/generator/main.d $(UNIT:%.c=$(BUILD)/%.d) $(GENERATE:%.c=$(BUILD)/%.d) \
    $(BENCH:%.c=$(BUILD)/%.d) $(FUZZERS:%.c=$(BUILD)/%.d)

# ---- the two commands of a new machine

site: ## installs what is missing, compiles, and makes the demo site in public/
	$(Q)generator/packages.sh build
	$(Q)$(MAKE) $(PARALLEL) all
	$(Q)$(PROGRAM) build

test: ## installs what the tests need, then every test, plain and sanitized; ONLY=word chooses
	$(Q)generator/packages.sh build test
	$(Q)$(MAKE) $(PARALLEL) BUILD=$(ROOT_BUILD) SAN= all units $(ROOT_BUILD)/documents tests/browser/node_modules/.package-lock.json
	$(Q)$(MAKE) $(PARALLEL) BUILD=$(ROOT_BUILD) SAN=1 all units
	$(Q)$(MAKE) $(PARALLEL) BUILD=$(ROOT_BUILD) SAN= FUZZ=1 CC=$(FUZZ_CC) fuzzers
	$(Q)FUZZ_SECONDS=30 tests/run $(ROOT_BUILD) plain sanitized browser fuzz

# ---- tests by parts

asan: ## unit and command-line tests under the sanitizers
	$(Q)$(MAKE) $(PARALLEL) BUILD=$(ROOT_BUILD) SAN=1 all units
	$(Q)tests/run $(ROOT_BUILD) sanitized

valgrind: all units ## unit tests under valgrind
	$(Q)generator/packages.sh valgrind
	$(Q)tests/run $(BUILD) valgrind

fuzz: ## every fuzz target for SECONDS=600; what they find is kept in build/fuzz/found/; ONLY=fuzz/json chooses
	$(Q)generator/packages.sh build test
	$(Q)$(MAKE) $(PARALLEL) BUILD=$(ROOT_BUILD) SAN= FUZZ=1 CC=$(FUZZ_CC) fuzzers
	$(Q)FUZZ_SECONDS=$(SECONDS) tests/run $(ROOT_BUILD) fuzz

crash: all units ## 200 builds that are killed, and more that run out of room
	$(Q)KILLS=200 TEST_SECONDS=3000 ONLY=crash tests/run $(BUILD) plain

damage: all $(BUILD)/generate $(BUILD)/measure ## reads thousands of generated reports, whole and damaged: how much comes out right
	$(Q)$(BUILD)/measure

mutation: all $(BUILD)/mutation ## puts mistakes into generated reports: how many the checks find
	$(Q)$(BUILD)/mutation

REPORTS ?= 100 1000 10000
RUNS    ?= 5
WORK    ?= $(BUILD)/bench
# WORK is the folder it works in (WORK=/dev/shm: in memory). ALONE are reports whose own cost is told: real ones where they are beside the sources.
ALONE    = $(or $(wildcard ../shared/reports/*.txt),$(wildcard content/reports/*/*/2024-final.txt))
bench: all $(BENCH_RUN) ## what sites of REPORTS="100 1000 10000" reports cost, RUNS=5 times, beside Hugo and others
	$(Q)generator/packages.sh build bench
	$(Q)for reports in $(REPORTS); do tests/bench/run $(BUILD) $(WORK) $$reports $(RUNS) $(ALONE) || exit 1; done

documents: all $(BUILD)/documents tests/browser/node_modules/.package-lock.json ## prints generated reports as PDF, DOCX, XLSX and web pages and reads them back
	$(Q)tests/generate/print-documents $(BUILD) $(COUNT)

# GLib's macros, which cppcheck cannot see into.
CPPCHECK_MACROS := '-DG_GNUC_PRINTF(a,b)=' '-DG_DEFINE_EXTENDED_ERROR(a,b)=' '-DG_DEFINE_AUTOPTR_CLEANUP_FUNC(a,b)=' \
    '-DG_GINT64_CONSTANT(a)=a' '-DG_N_ELEMENTS(a)=(sizeof(a)/sizeof(a[0]))'

# clang-tidy sees one file a call: version 14 loses sight of a va_list if there was another file before.
check-style: ## clang-format, clang-tidy, cppcheck
	$(Q)generator/packages.sh build style
	$(call say,STYLE,clang-format)
	$(Q)clang-format --dry-run -Werror $(C_FILES)
	$(call say,STYLE,cppcheck)
	$(Q)cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --library=gtk $(CPPCHECK_MACROS) --suppress=ctuPointerArith --suppress=ctuuninitvar --suppress=varFuncNullUB -Igenerator generator
	$(call say,STYLE,clang-tidy)
	$(Q)printf '%s\n' $(SOURCES) generator/main.c | xargs -P$$(nproc) -n1 sh -c \
	    'clang-tidy --quiet "$$@" -- $(STANDARD) -Igenerator $(PACKAGE_CFLAGS) 2>/dev/null' clang-tidy

format: ## lays out every C file as .clang-format says
	$(Q)clang-format -i $(C_FILES)

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	$(call say,NPM,tests/browser)
	$(Q)cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# ---- on the system

install: all ## the program, templates, assets and manual under PREFIX (and DESTDIR)
	install -D -m 755 $(PROGRAM) "$(BINDIR)/mingzhang"
	for folder in templates assets; do \
	    find $$folder -type f | while read -r file; do install -D -m 644 "$$file" "$(DATADIR)/$$file" || exit 1; done; \
	done
	for section in 1 5; do \
	    install -D -m 644 generator/man/mingzhang.$$section "$(MANDIR)/man$$section/mingzhang.$$section" || exit 1; \
	done

uninstall: ## removes what install put there
	rm -f "$(BINDIR)/mingzhang" "$(MANDIR)/man1/mingzhang.1" "$(MANDIR)/man5/mingzhang.5"
	rm -rf "$(DATADIR)"

deb: ## a Debian package in build/
	$(Q)rm -rf $(BUILD)/deb
	$(Q)$(MAKE) --no-print-directory -s install DESTDIR=$(abspath $(BUILD))/deb PREFIX=/usr BUILD=$(BUILD) SAN=
	$(Q)generator/deb.sh $(BUILD)/deb $(BUILD)

clean: ## removes build/
	rm -rf $(ROOT_BUILD)
