# Helpers of the shell tests; a test begins with: . "$(dirname "$0")/../lib.sh"   (as deep as it stands)
#
# A test speaks TAP. It runs in an empty folder of its own which is removed at the end. It has
#   $ROOT        the root of the sources
#   $MINGZHANG   the program under test, plain or sanitized
#   $SHARED      the folder of real reports beside the sources, empty when it is not there
# and these words:
#   ok NAME COMMAND…              passes when the command succeeds
#   not_ok NAME COMMAND…          passes when the command fails without being killed
#   status N NAME COMMAND…        passes when the command ends with status N; its output stands in ./stdout and ./stderr
#   is NAME GOT WANTED            passes when the two strings are equal
#   has NAME FILE TEXT            passes when the file has the text (no pattern)
#   has_not NAME FILE TEXT
#   file_is NAME FILE WANTED      passes when both files have the same bytes
#   same_tree NAME FOLDER WANTED  passes when both folders have the same names and bytes
#   skip NAME REASON              counts as skipped
#   skip_all REASON               ends the test, skipped as a whole
# The plan is printed by itself at the end.
set -u
ROOT=${ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
MINGZHANG=${MINGZHANG:-$ROOT/build/mingzhang}
SHARED=$(cd "$ROOT/../shared" 2>/dev/null && pwd) || SHARED=
export ROOT MINGZHANG SHARED LC_ALL=C.UTF-8
# A function of GLib called against its rules ends the program, as in the unit tests.
export G_DEBUG=fatal-criticals
unset CDPATH

tap_count=0
tap_failed=0
tap_folder=$(mktemp -d)
cd "$tap_folder" || exit 1

tap_finish() {
    local died=$?
    cd /
    chmod -R u+rwX "$tap_folder" 2>/dev/null
    rm -rf "$tap_folder"
    [[ $died == 0 && $tap_count -gt 0 ]] && echo "1..$tap_count"
    [[ $died == 0 && $tap_failed -gt 0 ]] && exit 1
    exit "$died"
}
trap tap_finish EXIT

# tap RESULT NAME [DETAILS]: one line of the protocol; details are shown when it failed.
tap() {
    tap_count=$((tap_count + 1))
    if [[ $1 == 0 ]]; then
        echo "ok $tap_count - $2"
    else
        tap_failed=$((tap_failed + 1))
        echo "not ok $tap_count - $2"
        [[ -z ${3-} ]] || printf '%s\n' "$3" | sed 's/^/# /'
    fi
}

ok() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then tap 0 "$name"; else tap 1 "$name" "status $? of: $*"$'\n'"$said"; fi
}

not_ok() {
    local name=$1 said result
    shift
    said=$("$@" 2>&1)
    result=$?
    if ((result > 0 && result < 124)); then tap 0 "$name"; else tap 1 "$name" "status $result of: $*"$'\n'"$said"; fi
}

status() {
    local wanted=$1 name=$2 result
    shift 2
    "$@" >stdout 2>stderr
    result=$?
    if ((result == wanted)); then
        tap 0 "$name"
    else
        tap 1 "$name" "status $result, wanted $wanted, of: $*"$'\n'"$(head -c 4000 stderr)"
    fi
}

is() {
    if [[ $2 == "$3" ]]; then tap 0 "$1"; else tap 1 "$1" "got:    $2"$'\n'"wanted: $3"; fi
}

has() {
    if grep -qF -- "$3" "$2"; then tap 0 "$1"; else tap 1 "$1" "$2 has no: $3"$'\n'"$(head -c 2000 "$2")"; fi
}

has_not() {
    if [[ -r $2 ]] && ! grep -qF -- "$3" "$2"; then tap 0 "$1"; else tap 1 "$1" "$2 has: $3"; fi
}

file_is() {
    local differs
    if differs=$(diff -u --label wanted --label got "$3" "$2" 2>&1); then
        tap 0 "$1"
    else
        tap 1 "$1" "$(head -n 40 <<<"$differs")"
    fi
}

same_tree() {
    local differs
    if differs=$(diff -r "$3" "$2" 2>&1); then tap 0 "$1"; else tap 1 "$1" "$(head -n 40 <<<"$differs")"; fi
}

skip() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1 # SKIP $2"
}

skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}
