#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# distributed.sh ARCHIVE - unpacks the archive elsewhere and does what a person would: build, test, install, use,
# uninstall; then nothing of it may be left.
set -eu
archive=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$folder"
tar -xzf "$archive"
cd unroll-*
make check
make install prefix=/usr DESTDIR="$folder/root"
make installcheck prefix=/usr DESTDIR="$folder/root"
make uninstall prefix=/usr DESTDIR="$folder/root"
left=$(find "$folder/root" ! -type d)
if [ -n "$left" ]; then
    echo "distcheck: make uninstall leaves $left" >&2
    exit 1
fi
echo "distcheck: $1 builds, passes its tests, installs and uninstalls"
