#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# deps.sh [exports] - installs what building and testing need with the system's package manager, and only what is missing;
# with `exports`, what the tests of exported files need: Chromium, node, LaTeX, xmllint.
set -eu

have() {
    command -v "$1" >/dev/null 2>&1
}

run() {
    echo "deps: $*"
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

if [ "${1:-}" = exports ]; then
    { have chromium || have google-chrome; } && have node && have npm && have pdflatex && have xmllint && kpsewhich tikz.sty >/dev/null && exit 0
    if have apt-get; then
        run apt-get update -q
        have npm || node_packages="nodejs npm"
        # shellcheck disable=SC2086
        run env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium chromium-driver \
            libxml2-utils texlive-latex-base texlive-pictures ${node_packages:-}
    elif have dnf; then
        run dnf install -y chromium nodejs npm libxml2 texlive-latex texlive-pgf texlive-amsmath
    elif have pacman; then
        run pacman -S --needed --noconfirm chromium nodejs npm libxml2 texlive-latex texlive-pictures
    else
        echo "deps: please install Chromium, node, pdflatex with TikZ, and xmllint" >&2
        exit 1
    fi
    exit 0
fi

# Nothing to do when every tool and library is there.
missing=""
for tool in cc make pkg-config clang clang-format mandoc shellcheck; do
    have "$tool" || missing="$missing $tool"
done
for library in ncursesw readline md4c check vterm; do
    { have pkg-config && pkg-config --exists "$library"; } || missing="$missing $library"
done
# The tests also run where a decimal comma is the custom.
german() {
    locale -a | grep -qi '^de_DE.utf-\{0,1\}8$'
}
if have locale && ! german; then
    missing="$missing de_DE.UTF-8"
fi
[ -n "$missing" ] || exit 0
echo "deps: missing:$missing"

if have apt-get; then
    run apt-get update -q
    run env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends gcc libc6-dev make pkg-config \
        libncurses-dev libreadline-dev libmd4c-dev libvterm-dev check libsubunit-dev clang clang-format mandoc \
        shellcheck locales bc
    german || run localedef -i de_DE -f UTF-8 de_DE.UTF-8
elif have dnf; then
    run dnf install -y gcc make pkgconf-pkg-config ncurses-devel readline-devel md4c-devel libvterm-devel check-devel \
        clang clang-tools-extra mandoc ShellCheck glibc-langpack-de
elif have pacman; then
    run pacman -S --needed --noconfirm gcc make pkgconf ncurses readline md4c libvterm check clang mandoc shellcheck
elif have brew; then
    brew install pkg-config ncurses readline md4c libvterm check clang-format mandoc shellcheck
else
    echo "deps: no package manager that is known here (apt, dnf, pacman, brew); please install:$missing" >&2
    exit 1
fi
