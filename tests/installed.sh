#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# installed.sh PROGRAM MANUALS LESSONS BASH - holds what make install put into place to its purpose: the program runs,
# the manual is a manual, the lessons are there, and the shells can read what is meant for them.
set -eu
program=$1 manuals=$2 lessons=$3 bash_completion=$4

fail() {
    echo "installcheck: $*" >&2
    exit 1
}

cd /
[ "$("$program" --no-init -e 'step; print a<1>' | tail -n 1)" = 0.4 ] || fail "$program does not compute"
"$program" --version | grep -q '^unroll [0-9]' || fail "$program does not know its version"
for page in "$manuals"/man[1-9]/unroll*.[1-9]; do
    mandoc -T lint -W error "$page" >/dev/null || fail "$page is no manual"
done
[ -n "$(ls "$lessons"/*.md)" ] || fail "no lessons in $lessons"
if command -v bash >/dev/null; then
    offered=$(bash -c '. "$1"; COMP_WORDS=(unroll --ver); COMP_CWORD=1; _unroll; echo "${COMPREPLY[@]}"' bash "$bash_completion")
    [ "$offered" = "--version" ] || fail "bash offers '$offered' for --ver"
fi
echo "installcheck: $program, its manual, lessons and completions are in place"
