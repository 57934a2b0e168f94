#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# coverage.sh BUILD - after the tests of a build that counts: how many lines and branches they ran, by room and for the
# rooms that are held to a figure. Fails where a figure is not reached. With FILES=1 every file is listed.
set -eu
build=$1
rooms="model session command lesson"

counts=$(mktemp)
trap 'rm -f "$counts"' EXIT

# gcov adds up what several objects say about one file; a line a file: name, lines, lines run, branches, branches taken.
# shellcheck disable=SC2046
gcov --no-output --branch-probabilities $(find "$build/src" -name '*.gcda' | sort) 2>/dev/null | awk -F "[':% ]+" '
    function close_file() { if (file != "") print file, lines, run, branches, taken; file = "" }
    /^File /              { close_file(); file = $2; lines = run = branches = taken = 0 }
    /^Lines executed/     { run = $3 * $5 / 100; lines = $5 }
    /^$/                  { close_file() }
    /^Taken at least/     { taken = $5 * $7 / 100; branches = $7 }
    END                   { close_file() }' | sort > "$counts"

awk -v rooms="$rooms" -v files="${FILES:-0}" '
    function percent(part, whole) { return whole > 0 ? 100 * part / whole : 100 }
    {
        split($1, part, "/")
        if (part[1] != "src" || part[3] == "") next
        room = part[2]
        lines[room] += $2; run[room] += $3; branches[room] += $4; taken[room] += $5
        if (files) printf "%-34s lines %6.1f %% of %5d   branches %6.1f %% of %5d\n", $1, percent($3, $2), $2, percent($5, $4), $4
    }
    END {
        count = split(rooms, held, " ")
        for (i = 1; i <= count; i++) {
            room = held[i]
            l = percent(run[room], lines[room]); b = percent(taken[room], branches[room])
            low = l < 95 || b < 85
            failed = failed || low
            printf "src/%-10s lines %6.1f %% of %5d (95)   branches %6.1f %% of %5d (85)%s\n", room, l, lines[room], b, branches[room], low ? "   too low" : ""
        }
        exit failed
    }' "$counts"
