#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# lint.sh - holds the source to its promises: one SPDX line a file, the formatting of .clang-format, arrows that point
# down only, libraries kept in one file each, a model that prints nothing, no text that would run a program.
# No file name here has blanks.
# shellcheck disable=SC2012,SC2044,SC2046,SC2086
set -u
status=0

complain() {
    echo "lint: $*"
    status=1
}

# Each file begins with its licence. The parts of the page that `export .html` writes have none: the page is its maker's.
for file in $(find src tests man -name '*.[ch]'); do
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || complain "$file: the first line is no SPDX line"
done

# Rooms from the top to the bottom: a file may include what is in its own room and below.
rooms="ui command export panel lesson session model base"
below=""
for room in base model session lesson panel export command ui; do
    below="$below $room"
    allowed=$(echo $below | tr ' ' '|')
    grep -HnE '^#include "[a-z_]+/' src/$room/*.[ch] | grep -vE "#include \"($allowed)/" | while read -r line; do
        echo "lint: $line: this room is not below src/$room"
    done | grep . && status=1
done
[ "$(ls src | tr '\n' ' ')" = "$(echo $rooms main.c | tr ' ' '\n' | sort | tr '\n' ' ')" ] || complain "src/ has a room that lint.sh does not know"

# A library is known to one file; readline's list of earlier lines, which has a header of its own, may be known to another
# one.
for header in 'n\?curses[w]*\.h' 'readline/readline\.h' 'readline/history\.h' 'md4c\.h'; do
    count=$(grep -lE "#include <.*$header>" -r src | wc -l)
    [ "$count" -le 1 ] || complain "$header is included in $count files of src/"
done

# The model and the session compute; they never print, and the model keeps nothing between calls.
grep -nE '\b(printf|fprintf|puts|putchar|fputs|perror)\(' -r src/model src/session && complain "printing in src/model or src/session"
grep -nE '^[a-z][a-z_ ]*[ *][a-z_]+( = [^(]*)?;$' src/model/*.c | grep -vE 'const|extern|return|typedef' && complain "a variable outside functions in src/model"

# A file that is opened can run nothing.
grep -nE '\b(system|popen|execl|execv|execve|execvp|dlopen)\(' -r src && complain "src/ can start another program"

# Text that people read: no exclamation marks, no trailing blanks.
grep -nE '"[^"]*[a-z]!["[:space:]]' -r src --include='*.c' && complain "an exclamation mark in a message"
grep -nE '[[:space:]]+$' -r src tests/*.[ch] README.md man && complain "blanks at the end of a line"

files=$(find src tests man -name '*.[ch]')
if command -v clang-format >/dev/null; then
    clang-format --dry-run --Werror $files || complain "make format puts these right"
else
    complain "clang-format is missing: make deps installs it"
fi
if command -v mandoc >/dev/null; then
    # The manuals refer to each other, and to others, before any of them is installed.
    faults=$(mandoc -T lint -W style man/*.[1-9] 2>&1 | grep -vE 'referenced manual not found|outdated mandoc.db')
    [ -z "$faults" ] || complain "a manual has faults: $faults"
else
    complain "mandoc is missing: make deps installs it"
fi
if command -v shellcheck >/dev/null; then
    shellcheck tests/*.sh .ci/run || complain "a shell script has faults"
fi
exit $status
