# SPDX-License-Identifier: GPL-3.0-or-later
# make deps run     installs what is missing and starts unroll
# make deps check   installs what is missing and runs every test
# make deps-exports check-exports   the same for exported files in a browser, in LaTeX, in xmllint

VERSION = 0.1.0

CC ?= cc
PKG_CONFIG ?= pkg-config
INSTALL ?= install
CFLAGS ?= -O3 -g

# Where make install puts things; DESTDIR stands before all of them.
PREFIX ?= /usr/local
prefix ?= $(PREFIX)
bindir = $(prefix)/bin
datadir = $(prefix)/share
mandir = $(datadir)/man
lessonsdir = $(datadir)/unroll/lessons
bashdir = $(datadir)/bash-completion/completions
zshdir = $(datadir)/zsh/site-functions
fishdir = $(datadir)/fish/vendor_completions.d

# V=1 shows every command.
QUIET = $(if $(V),,@)

# SANITIZE=address,undefined builds beside the ordinary build and tests that; each choice has a folder.
SANITIZE =
COMMA = ,
NOTHING =
BUILD = build$(if $(SANITIZE),/$(subst $(COMMA),-,$(SANITIZE)))/$(subst $(NOTHING) $(NOTHING),,$(notdir $(CC)))
PROGRAM = $(BUILD)/unroll

# What every build needs: no fused or reordered arithmetic, so that the same input gives the same bits everywhere;
# nobody here reads errno or the exception flags of arithmetic, so that loops can become vector instructions.
# On a 32-bit x86 the compiler's own choice, x87, would keep more digits than a double has.
MACHINE := $(shell $(CC) -dumpmachine)
ARITHMETIC = -ffp-contract=off -fno-trapping-math -fno-math-errno $(if $(filter i386-% i486-% i586-% i686-%,$(MACHINE)),-msse2 -mfpmath=sse)
WARNINGS = -Wall -Wextra -Werror -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wvla
HARDENING = -fstack-protector-strong -fstack-clash-protection -fPIE $(if $(SANITIZE),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
# Two builds in two folders give the same bytes.
REPRODUCIBLE = -ffile-prefix-map=$(CURDIR)=.
SANITIZER = $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
FLAGS = -std=c11 -D_GNU_SOURCE -DUNROLL_VERSION='"$(VERSION)"' -Isrc $(WARNINGS) $(ARITHMETIC) $(HARDENING) $(REPRODUCIBLE) $(SANITIZER)
LINKING = -pie -Wl,-z,relro,-z,now $(SANITIZER)

NCURSES = $(shell $(PKG_CONFIG) --libs ncursesw)
READLINE = $(shell $(PKG_CONFIG) --libs readline)
CHECK = $(shell $(PKG_CONFIG) --libs check)
VTERM = $(shell $(PKG_CONFIG) --libs vterm)
MD4C = $(shell $(PKG_CONFIG) --libs md4c)

SOURCES = $(sort $(wildcard src/*/*.c))
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
TESTS = $(sort $(wildcard tests/check_*.c))
FUZZ_TARGETS = line session lesson csv filter model
FUZZ_OBJECTS = $(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%.o)
TEST_OBJECTS = $(TESTS:%.c=$(BUILD)/%.o) $(FUZZ_OBJECTS)

all: unroll

unroll: $(PROGRAM)
	cp -f $(PROGRAM) $@

$(PROGRAM): $(BUILD)/src/main.o $(OBJECTS)
	@echo "  link     $@"
	$(QUIET)$(CC) $(CFLAGS) $(LINKING) $(LDFLAGS) -o $@ $^ $(MD4C) $(READLINE) $(NCURSES) -lm

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  compile  $<"
	$(QUIET)$(CC) $(CPPFLAGS) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Where the installed lessons lie is compiled in, anew when it changes.
$(BUILD)/src/lesson/course.o: FLAGS += -DUNROLL_LESSONS_FOLDER='"$(lessonsdir)"'
$(BUILD)/src/lesson/course.o: $(BUILD)/lessonsdir

$(BUILD)/lessonsdir: FORCE
	@mkdir -p $(@D)
	@echo '$(lessonsdir)' > $@.new
	@cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@

# The page that .html exports begin from goes into the program, a string for each file.
PAGE = $(patsubst %,$(BUILD)/page/page.%.inc,html css js)

$(BUILD)/src/export/html.o: FLAGS += -I$(BUILD)/page
$(BUILD)/src/export/html.o: $(PAGE)

$(BUILD)/page/%.inc: src/export/page/%
	@mkdir -p $(@D)
	$(QUIET)sed -e 's/[\\"?]/\\&/g' -e 's/.*/"&\\n"/' $< > $@

run: unroll
	./unroll

# The tests run the built program too; UTF-8, because the pictures they compare are.
TEST_LOCALE = C.UTF-8
TEST_ENVIRONMENT = LC_ALL=$(TEST_LOCALE) UNROLL=$(PROGRAM) UNROLL_LESSONS=$(CURDIR)/lessons XDG_STATE_HOME=$(CURDIR)/$(BUILD)/state ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 \
	UBSAN_OPTIONS=halt_on_error=1 CK_DEFAULT_TIMEOUT=120 TEST_BUILD=$(BUILD)

check: $(PROGRAM) $(BUILD)/check $(BUILD)/faults.so check-man check-picture check-symbols
	$(TEST_ENVIRONMENT) $(BUILD)/check $(SUITE)

# Loaded before the C library, it lets calls of the program fail.
$(BUILD)/faults.so: tests/faults/faults.c
	@mkdir -p $(@D)
	@echo "  compile  $<"
	$(QUIET)$(CC) -std=c11 $(WARNINGS) -O2 -fPIC -shared -o $@ $< -ldl

# The tests stand between the program and its memory.
FAILING_MEMORY = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free

$(BUILD)/check: $(BUILD)/tests/check.o $(TEST_OBJECTS) $(OBJECTS)
	@echo "  link     $@"
	$(QUIET)$(CC) $(CFLAGS) $(LINKING) $(FAILING_MEMORY) $(LDFLAGS) -o $@ $^ $(CHECK) $(VTERM) $(MD4C) $(READLINE) $(NCURSES) -lutil -lm

$(BUILD)/tests/check.o $(TEST_OBJECTS): | $(BUILD)/suites.inc
$(BUILD)/tests/check.o $(TEST_OBJECTS): FLAGS += -I. -I$(BUILD)

# Written anew only when a suite comes or goes.
$(BUILD)/suites.inc: FORCE
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(TESTS:tests/check_%.c=%) > $@.new
	@cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@

# Which lines and branches the tests run, in a build that counts them; FILES=1 lists every file.
COVERAGE = $(MAKE) BUILD=build/coverage CFLAGS='-O0 -g --coverage -U_FORTIFY_SOURCE'

coverage:
	+$(QUIET)$(COVERAGE) build/coverage/unroll build/coverage/check
	$(QUIET)find build/coverage -name '*.gcda' -delete
	+$(QUIET)GCOV_ERROR_FILE=/dev/null $(COVERAGE) check
	$(QUIET)sh tests/coverage.sh build/coverage

# How many of 200 faults in the model the tests notice; takes a quarter of an hour.
mutants:
	$(QUIET)python3 tests/mutants.py

# Each target for FUZZ_S seconds, from the corpus on; what is found lies in build/fuzz/found.
FUZZ_S ?= 60
FUZZ = $(MAKE) CC=clang BUILD=build/fuzz SANITIZE=address,undefined CFLAGS='-O2 -g -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp,stack-depth'

fuzz:
	+$(QUIET)$(FUZZ) $(FUZZ_TARGETS:%=build/fuzz/fuzz-%)
	$(QUIET)sh tests/fuzz/run.sh $(FUZZ_S) $(FUZZ_TARGETS)

$(BUILD)/fuzz-%: $(BUILD)/tests/fuzz/main-%.o $(FUZZ_OBJECTS) $(OBJECTS)
	@echo "  link     $@"
	$(QUIET)$(CC) $(CFLAGS) $(LINKING) -fsanitize=fuzzer -o $@ $^ $(CHECK) $(MD4C) $(READLINE) $(NCURSES) -lutil -lm

$(BUILD)/tests/fuzz/main-%.o: tests/fuzz/main.c | $(BUILD)/suites.inc
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(FLAGS) -I. -I$(BUILD) $(CFLAGS) -DTARGET=fuzz_$* -c -o $@ $<

# The manual is committed; its parts from the tables are compared with it by every check.
man/unroll.1: $(BUILD)/unroll.1
	cp $< $@

$(BUILD)/unroll.1: man/unroll.1.in $(BUILD)/man-commands
	$(BUILD)/man-commands < man/unroll.1.in > $@

$(BUILD)/man-commands: $(BUILD)/man/commands.o $(OBJECTS)
	@echo "  link     $@"
	$(QUIET)$(CC) $(CFLAGS) $(LINKING) $(LDFLAGS) -o $@ $^ $(MD4C) $(READLINE) $(NCURSES) -lm

# The README's picture is drawn from a screen that the tests compare with the program's own.
PICTURE_TITLE = The full screen of unroll after three steps forward
PICTURE_WORDS = From the top: the weights; the unrolled network, computed as far as the third step; the equations of that \
	step above their numbers, beside the table; the power series of the gradient by v, a row for each term; a sentence \
	about the step; the command line.

man/unroll-screen.svg: $(BUILD)/unroll-screen.svg
	cp $< $@

$(BUILD)/unroll-screen.svg: tests/golden/screen/forward-100x30.txt $(BUILD)/picture
	$(QUIET)$(BUILD)/picture $< '$(PICTURE_TITLE)' '$(PICTURE_WORDS)' > $@

$(BUILD)/picture: $(BUILD)/man/picture.o $(OBJECTS)
	@echo "  link     $@"
	$(QUIET)$(CC) $(CFLAGS) $(LINKING) $(LDFLAGS) -o $@ $^ $(MD4C) $(READLINE) $(NCURSES) -lm

check-picture: $(BUILD)/unroll-screen.svg
	@cmp -s $< man/unroll-screen.svg || { echo "man/unroll-screen.svg is behind the screen: make picture brings it up to date"; exit 1; }

picture: man/unroll-screen.svg

# Every screen of the tests as a picture to look at.
SCREENS = $(sort $(wildcard tests/golden/screen/*.txt))

pictures: $(SCREENS:tests/golden/screen/%.txt=$(BUILD)/screen/%.svg)
	@echo "the pictures are in $(BUILD)/screen"

$(BUILD)/screen/%.svg: tests/golden/screen/%.txt $(BUILD)/picture
	@mkdir -p $(@D)
	$(QUIET)$(BUILD)/picture $< '$*' 'A screen of the tests.' > $@

# Nothing that is opened can start another program: the program has no means to.
# And the model has no numbers from those functions of the C library that differ in the last bit between machines.
check-symbols: $(PROGRAM)
	@! nm -A -u $(wildcard $(BUILD)/src/model/*.o) | grep -E ' (a?(sin|cos|tan)h?|atan2|exp2?|expm1|log(2|10|1p)?|cbrt|hypot)(@|$$)'
	@! nm -D --undefined-only $(PROGRAM) | grep -E ' (system|popen|f?exec[lv]p?e?|execveat|posix_spawnp?|dlm?open|wordexp)(@|$$)'

# What the shells offer is made from the table of options.
COMPLETIONS = $(BUILD)/unroll.bash $(BUILD)/unroll.zsh $(BUILD)/unroll.fish

$(BUILD)/completions: $(BUILD)/man/completions.o $(OBJECTS)
	@echo "  link     $@"
	$(QUIET)$(CC) $(CFLAGS) $(LINKING) $(LDFLAGS) -o $@ $^ $(MD4C) $(READLINE) $(NCURSES) -lm

$(COMPLETIONS): $(BUILD)/completions
	$(BUILD)/completions $(patsubst .%,%,$(suffix $@)) > $@

MANUALS = $(sort $(wildcard man/*.[1-9]))
LESSONS = $(sort $(wildcard lessons/*.md))

install: $(PROGRAM) $(COMPLETIONS)
	$(INSTALL) -d $(addprefix $(DESTDIR),$(bindir) $(mandir)/man1 $(mandir)/man5 $(lessonsdir)/data $(bashdir) $(zshdir) $(fishdir))
	$(INSTALL) -m 755 $(PROGRAM) $(DESTDIR)$(bindir)/unroll
	for page in $(MANUALS); do $(INSTALL) -m 644 $$page $(DESTDIR)$(mandir)/man$${page##*.} || exit; done
	$(INSTALL) -m 644 $(LESSONS) $(DESTDIR)$(lessonsdir)
	$(INSTALL) -m 644 $(wildcard lessons/data/*) $(DESTDIR)$(lessonsdir)/data
	$(INSTALL) -m 644 $(BUILD)/unroll.bash $(DESTDIR)$(bashdir)/unroll
	$(INSTALL) -m 644 $(BUILD)/unroll.zsh $(DESTDIR)$(zshdir)/_unroll
	$(INSTALL) -m 644 $(BUILD)/unroll.fish $(DESTDIR)$(fishdir)/unroll.fish

installcheck:
	sh tests/installed.sh $(DESTDIR)$(bindir)/unroll $(DESTDIR)$(mandir) $(DESTDIR)$(lessonsdir) $(DESTDIR)$(bashdir)/unroll

uninstall:
	rm -f $(DESTDIR)$(bindir)/unroll $(DESTDIR)$(bashdir)/unroll $(DESTDIR)$(zshdir)/_unroll $(DESTDIR)$(fishdir)/unroll.fish
	for page in $(notdir $(MANUALS)); do rm -f $(DESTDIR)$(mandir)/man$${page##*.}/$$page || exit; done
	rm -rf $(DESTDIR)$(lessonsdir)
	-rmdir $(DESTDIR)$(datadir)/unroll

check-man: $(BUILD)/unroll.1
	@cmp -s $(BUILD)/unroll.1 man/unroll.1 || { echo "man/unroll.1 is behind the tables: make man brings it up to date"; exit 1; }

man: man/unroll.1

deps:
	@sh tests/deps.sh

# What the tests of exported files need beyond that: a browser, node with two packages for it, LaTeX, xmllint.
deps-exports:
	@sh tests/deps.sh exports
	@mkdir -p build/exports
	cp tests/page/package.json tests/page/package-lock.json build/exports
	cd build/exports && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

.PHONY: deps-exports check-exports

check-exports: $(PROGRAM)
	sh tests/exports.sh $(PROGRAM) build/exports

lint:
	@sh tests/lint.sh

FORMATTED = $(sort $(wildcard src/*.c src/*/*.[ch] tests/*.[ch] tests/*/*.[ch] man/*.c))

format:
	clang-format -i $(FORMATTED)

# Ratios of the program and of other things to do in the same run; tests/bench/README.md tells what they mean.
bench: $(PROGRAM) $(BUILD)/bench $(BUILD)/hello $(BUILD)/curses $(BUILD)/stepped
	$(BUILD)/bench $(PROGRAM) $(BUILD)/hello $(BUILD)/curses $(BUILD)/stepped

BENCH_PARTS = $(patsubst %,$(BUILD)/tests/bench/%.o,bench rows model instruments program terminal screen)
BENCH_OBJECTS = $(filter $(BUILD)/src/base/% $(BUILD)/src/model/%,$(OBJECTS))

$(BUILD)/bench: $(BENCH_PARTS) $(BUILD)/textbook.o $(BUILD)/cells.o $(BENCH_OBJECTS)
	$(QUIET)$(CC) $(CFLAGS) $(LINKING) $(LDFLAGS) -o $@ $^ -lutil -lm

$(BENCH_PARTS): FLAGS += -I.

$(BUILD)/textbook.o: tests/bench/textbook.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) -O2 -fPIE -c -o $@ $<

# With the C library's vector functions, as a landscape would be written without unroll's own.
$(BUILD)/cells.o: tests/bench/cells.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) -O3 -ffast-math -fPIE -Isrc -c -o $@ $<

$(BUILD)/hello: tests/bench/hello.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) -o $@ $< $(NCURSES) $(READLINE)

$(BUILD)/curses: tests/bench/curses.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(CFLAGS) -o $@ $< $(MD4C) $(READLINE) $(NCURSES) -lm

# As one compiles what is to be looked at in a debugger.
$(BUILD)/stepped: tests/bench/stepped.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) -O0 -g -o $@ $< -lm

# The same files give the same archive, byte for byte.
DIST = unroll-$(VERSION)
DISTRIBUTED = $(wildcard Makefile README.md LICENSE CHANGELOG.md SECURITY.md src lessons tests man .ci .clang-format .gitignore .editorconfig)
SOURCE_DATE_EPOCH ?= 0

dist:
	@mkdir -p build
	tar --sort=name --mtime=@$(SOURCE_DATE_EPOCH) --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w \
		--transform='s,^,$(DIST)/,' -cf - $(DISTRIBUTED) | gzip -9n > build/$(DIST).tar.gz

distcheck: dist
	CC="$(CC)" sh tests/distributed.sh build/$(DIST).tar.gz

.PRECIOUS: $(BUILD)/tests/fuzz/main-%.o

clean:
	rm -rf build unroll

distclean: clean

.PHONY: all run check coverage mutants fuzz check-man check-picture check-symbols man picture pictures deps lint format bench install installcheck uninstall dist distcheck clean distclean FORCE
-include $(BENCH_PARTS:.o=.d) $(BUILD)/src/main.d $(BUILD)/tests/check.d $(BUILD)/man/commands.d $(BUILD)/man/completions.d $(BUILD)/man/picture.d $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d)
