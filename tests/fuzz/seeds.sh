# The seeds of the fuzz targets, and inputs that broke one once, as ordinary tests; so the targets themselves keep working
# where there is no fuzzer.
. "$(dirname "$0")/../lib.sh"

for source in "$ROOT"/tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    name=${name#fuzz_}
    mapfile -t seeds < <(find "$ROOT/tests/fuzz/seeds/$name" -type f | sort)
    ok "$name has seeds" test ${#seeds[@]} -gt 1
    ok "$name holds for its ${#seeds[@]} seeds" "$BUILD/replay/$name" ${seeds[@]+"${seeds[@]}"}
done
