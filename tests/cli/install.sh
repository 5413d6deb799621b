# make install, uninstall and deb: what is installed works alone, and goes completely.
# alone
. "$(dirname "$0")/../lib.sh"
BUILD=${BUILD:-$ROOT/build}
[[ $MINGZHANG != */san/* ]] || skip_all "the plain program is the one to install"
command -v make >/dev/null || skip_all "make is not installed"
unset MAKEFLAGS MAKELEVEL MFLAGS MINGZHANG_DATA
# Nothing is compiled here: the program is there, and flags may differ.
make_in() { make -s --no-print-directory -o all -C "$ROOT" BUILD="$BUILD" "$@"; }

here=$PWD
ok "install" make_in install DESTDIR="$here/root dir" PREFIX=/usr
installed="$here/root dir/usr/bin/mingzhang"
ok "the program runs" "$installed" --version
status 0 "a site" "$installed" init site
status 0 "is built with what was installed" "$installed" build -C site
ok "with its style" test -s site/public/assets/base.css
for section in 1 5; do
    page="root dir/usr/share/man/man$section/mingzhang.$section"
    ok "manual page $section" test -s "$page"
    if command -v mandoc >/dev/null; then
        ok "manual page $section is well made" mandoc -T lint -W warning "$page"
    else
        skip "manual page $section is well made" "mandoc is not installed"
    fi
done
# Every command and option of the program stands in its manual page.
for command in $("$installed" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    ok "the manual has $command" grep -q "^\.It Nm Cm $command\b" "root dir/usr/share/man/man1/mingzhang.1"
done
for command in build serve diff publish; do
    for option in $("$installed" $command --help | grep -o -- '--[a-z-]*' | sort -u | sed 's/^--//' | grep -v '^help$'); do
        ok "the manual has $command --$option" grep -qE "Fl Fl $option\b" "root dir/usr/share/man/man1/mingzhang.1"
    done
done
ok "uninstall" make_in uninstall DESTDIR="$here/root dir" PREFIX=/usr
is "leaves no file" "$(find "root dir" -type f)" ""

if command -v dpkg-deb >/dev/null; then
    # In a folder of its own: what is in build/ belongs to the user.
    ok "deb: installed" make_in install DESTDIR="$here/tree" PREFIX=/usr
    mkdir packed
    status 0 "deb" "$ROOT/generator/deb.sh" tree packed
    package=$(echo packed/mingzhang_*.deb)
    ok "it is a package" dpkg-deb --info "$package"
    ok "it needs its libraries" grep -q libglib2 <(dpkg-deb -f "$package" Depends)
    ok "it unpacks" dpkg-deb -x "$package" unpacked
    ok "its program runs" unpacked/usr/bin/mingzhang --version
    ok "it has the manual" test -s unpacked/usr/share/man/man1/mingzhang.1.gz
else
    skip "deb" "dpkg-deb is not installed"
fi
