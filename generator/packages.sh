#!/bin/bash
# packages.sh GROUP...: makes sure that the Debian packages of the groups are there.
#
# Says which are missing and why each is needed. As root (or where sudo asks no password) installs them; otherwise prints
# the exact command and fails. On a system without dpkg it only says what it cannot check.
set -euo pipefail

# package | group | command that makes it needless | why
table='
gcc|build|gcc|compiles the program
libc6-dev|build||headers of the C library
pkg-config|build|pkg-config|finds the libraries
libglib2.0-dev|build||strings, arrays, hash tables, threads, option parsing, SHA-256
libcmark-dev|build||turns CommonMark pages into HTML
libcjson-dev|build||reads and writes JSON
libcairo2-dev|build||draws the charts
libmicrohttpd-dev|build||serves the preview
libxlsxwriter-dev|build||writes workbooks
zlib1g-dev|build||packs PNG
libxxhash-dev|build||tells quickly whether a page is still the same, and whether what a build remembers is
libpoppler-glib-dev|build||reads PDF
poppler-data|build||Chinese character maps for PDF
libarchive-dev|build||opens XLSX and DOCX
libxml2-dev|build||reads what is in them
libgumbo-dev|build||reads web pages
fonts-noto-cjk|build||Chinese characters in charts as PNG, and in screenshots
chromium|test|chromium|opens the built pages in a browser
nodejs|test|node|runs the browser tests
npm|test|npm|installs the browser tests'\'' own packages
jq|test|jq|looks into JSON that the program writes
rsync|test|rsync|publishes to another folder
rclone|test|rclone|publishes to object storage
mandoc|test|mandoc|checks the manual pages
tesseract-ocr|test|tesseract|recognises scanned pages
tesseract-ocr-chi-sim|test||its Chinese data
clang|test|clang|compiles the fuzz targets
libclang-rt-dev|test||the fuzzer and its sanitizers
afl++|afl|afl-fuzz|tries the fuzz targets in another way
libclang-rt-dev|afl||the sanitizers of its compiler
hugo|bench|hugo|is measured beside it
poppler-utils|bench|pdftotext|is measured beside it
clang-format|style|clang-format|checks the layout of the sources
clang-tidy|style|clang-tidy|checks the sources
cppcheck|style|cppcheck|checks the sources
valgrind|valgrind|valgrind|runs the unit tests step by step
'

if ! command -v dpkg-query >/dev/null; then
    echo "不是 Debian 系统，请自行安装依赖 / not a Debian system: the packages of $0 are yours to install" >&2
    exit 0
fi

missing=()
while IFS='|' read -r package group command why; do
    [[ -n $package && " $* " == *" $group "* ]] || continue
    [[ -n $command ]] && command -v "$command" >/dev/null && continue
    [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true) == ii* ]] && continue
    ((${#missing[@]})) || echo "缺少的软件包 / missing packages:"
    printf '  %-18s %s\n' "$package" "$why"
    missing+=("$package")
done <<<"$table"
((${#missing[@]})) || exit 0

install="apt-get install -y --no-install-recommends ${missing[*]}"
if ((EUID == 0)); then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    printf '请以管理员身份运行 / please run as root:\n\n    sudo apt-get update && sudo %s\n\n' "$install" >&2
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "正在安装 / installing: ${missing[*]}"
for step in "apt-get update" "$install"; do
    # shellcheck disable=SC2086 # the steps are words of our own
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $step </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        echo "安装失败 / this failed: $step" >&2
        exit 1
    fi
done
