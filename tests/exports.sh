#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# exports.sh PROGRAM FOLDER - exported files before the programs they are for: drawings before xmllint, LaTeX before
# pdflatex, the page before Chromium. What is not installed is skipped, and that is said; make deps-exports installs it.
set -eu
program=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
mkdir -p "$2"
cd "$2"
export XDG_STATE_HOME="$PWD/state"
passed=0 failed=0 skipped=0

pass() { passed=$((passed + 1)); }
fail() {
    failed=$((failed + 1))
    echo "exports: $*"
}
skip() {
    skipped=$((skipped + 1))
    echo "exports: skipped, for there is no $1 (make deps-exports installs it): $2"
}

# Sessions that differ in what they show.
list_sessions() {
    cat <<'EOF'
rewind
goto 3
substep 3
goto back 2
example matrix; goto 3
example matrix; goto back 2
g = tanh; g* = sigmoid; goto back 3
loss = mse; x = ones 30; y = ones 30; set digits 17; goto 20
y<3> = none; goto 3
bug 2; goto back 2
shape 1 8 2; x = ones 3; goto 2
EOF
}

hostile="<b>&\$x^2 \\input{y} 5% #1 _{~} \"a\" ß|"

write() { # session, file
    "$program" --no-init -e "$1" -e "export '$2'" >/dev/null || fail "'$1' gives no $2"
}

check_svg() {
    for panel in graph step table series triangle grad show; do
        "$program" --no-init -e "$1" -e "export drawing.svg $panel" >/dev/null || fail "'$1' gives no drawing of $panel"
        if xmllint --noout drawing.svg; then pass; else fail "xmllint refuses the $panel of '$1'"; fi
    done
}

check_tex() { # session, further words of the command
    rm -f sheet.tex sheet.pdf
    "$program" --no-init -e "$1" -e "export sheet.tex $2" >/dev/null || fail "'$1' gives no sheet.tex $2"
    if pdflatex -no-shell-escape -halt-on-error -interaction=batchmode sheet.tex >/dev/null && ! grep -q '^! ' sheet.log; then
        pass
    else
        fail "pdflatex refuses '$1' $2"
        grep -A 3 '^! ' sheet.log || true
    fi
}

if command -v xmllint >/dev/null; then
    list_sessions >sessions.txt
    while read -r session; do check_svg "$session"; done <sessions.txt
else
    skip xmllint drawings
fi

if command -v pdflatex >/dev/null; then
    list_sessions >sessions.txt
    while read -r session; do check_tex "$session" ""; done <sessions.txt
    for more in --blank --key --each-step "--each-step --blank" "--each-step --key"; do
        check_tex "goto 3" "$more"
        check_tex "example matrix; goto back 2" "$more"
    done
    write "goto 2" "$hostile.tex"
    cp "$hostile.tex" hostile.tex
    if pdflatex -no-shell-escape -halt-on-error -interaction=batchmode hostile.tex >/dev/null; then pass; else fail "pdflatex refuses a hostile title"; fi
else
    skip pdflatex LaTeX
fi

# Each line of a recording is JSON, and the times never go back.
if command -v node >/dev/null; then
    "$program" --no-init -e "export each.cast --each-step" >/dev/null
    printf 'goto 3\ngrad v 3\nexample matrix\nprint dL/dV\n' >demo.unroll
    "$program" --no-init -e "export demo.cast demo.unroll" >/dev/null
    for recording in each demo; do
        # shellcheck disable=SC2016
        if node -e '
            const [head, ...events] = require("fs").readFileSync(process.argv[1], "utf8").trimEnd().split("\n").map(JSON.parse);
            const fine = head.version === 2 && head.width === 80 && head.height === 24 && events.length > 5 &&
                events.every(([time, kind], i) => kind === "o" && (i === 0 || time >= events[i - 1][0]));
            process.exit(fine ? 0 : 1);' "$recording.cast"; then pass; else fail "$recording.cast is no recording"; fi
    done
else
    skip node recordings
fi

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
    skip Chromium "the page"
elif ! command -v node >/dev/null || ! [ -d node_modules/playwright-core ]; then
    skip playwright-core "the page"
elif NODE_PATH="$PWD/node_modules" node "$here/page/check.js" "$program" "$browser" "$PWD"; then
    pass
else
    fail "the page"
fi

echo "exports: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
