#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh SECONDS TARGET... - each target for so long, from what was found on earlier days and the committed corpus on.
# What makes one fail is kept in build/fuzz/found; moved to tests/fuzz/corpus/TARGET it is tested for ever. Most of the
# time would go into memory that is taken and freed: where that was is not written down (run the finding alone to see
# it), and freed memory waits in a short queue.
set -eu
seconds=$1
shift
here=$(pwd)
status=0
mkdir -p build/fuzz/found
quick=malloc_context_size=0:quarantine_size_mb=1:thread_local_quarantine_size_kb=64
export UNROLL_LESSONS="$here/tests/fuzz/course" LC_ALL=C.UTF-8 ASAN_OPTIONS=detect_leaks=1:$quick
for target in "$@"; do
    seen=$here/build/fuzz/seen/$target
    mkdir -p "$seen"
    log=build/fuzz/$target.log
    if "build/fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=4096 -max_len=4096 \
        -entropic=0 -reload=0 -print_final_stats=1 \
        -artifact_prefix="$here/build/fuzz/found/$target-" "$seen" "$here/tests/fuzz/corpus/$target" >"$log" 2>&1; then
        printf '%-8s %s executions, no finding\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    else
        status=1
        printf '%-8s a finding, see %s\n' "$target" "$log"
    fi
done
exit $status
