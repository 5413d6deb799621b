#!/bin/bash
# deb.sh TREE FOLDER: makes a Debian package of what was installed in TREE, and puts it into FOLDER.
#
# The libraries' packages are asked of dpkg, so that the package fits the system it was made on. The same tree gives the
# same bytes.
set -euo pipefail
tree=$1 folder=$2
here=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^#define MZ_VERSION "\(.*\)"$/\1/p' "$here/generator/base/version.h")
architecture=$(dpkg --print-architecture)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || echo 1700000000)}

# The packages that have the libraries the program names itself; what those need is their own affair.
needed=$(objdump -p "$tree/usr/bin/mingzhang" | awk '$1 == "NEEDED" {print $2}')
depends=$(ldd "$tree/usr/bin/mingzhang" | awk '$2 == "=>" {print $1, $3}' | while read -r name path; do
    grep -qxF "$name" <<<"$needed" || continue
    { dpkg -S "$(realpath "$path")" 2>/dev/null || dpkg -S "$path"; } | sed 's/[:,].*//' | head -n 1
done | LC_ALL=C sort -u | paste -sd, | sed 's/,/, /g')

strip "$tree/usr/bin/mingzhang"
find "$tree/usr/share/man" -type f -exec gzip -9nf {} +
install -D -m 644 "$here/LICENSE" "$tree/usr/share/doc/mingzhang/copyright"
mkdir -p "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<END
Package: mingzhang
Version: $version
Architecture: $architecture
Maintainer: mingzhang <mingzhang@localhost>
Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f 1)
Depends: $depends
Suggests: git, rsync, rclone, fonts-noto-cjk
Section: web
Priority: optional
Description: static sites of public budgets and final accounts (明账)
 Reads the text of Chinese departments' published budgets and final accounts,
 understands and checks every amount, and writes a static website, charts and
 open data.
END
file=$folder/mingzhang_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$tree" "$file" >/dev/null
echo "$file"
