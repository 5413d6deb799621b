# bench: a small run of `make bench`, for its correctness only; times are not judged.
. "$(dirname "$0")/../lib.sh"
BUILD=${BUILD:-$ROOT/build}
reports=12

ok "a site of $reports reports is measured" "$ROOT/tests/bench/run" "$BUILD" . $reports 1 \
    "$ROOT/content/reports/示例市示例区/示例市示例区档案馆/2024-final.txt"
result=$reports/result.txt
# column NAME N: number N of the row of that name.
column() {
    awk -v name="$1" -v n="$2" '{ head = substr($0, 1, 44); sub(/ +$/, "", head) }
        head == name { split(substr($0, 45), numbers, " "); print numbers[n]; exit }' "$result"
}

is "a build after no change writes nothing" "$(column 'nothing changed' 5)" 0
ok "a changed amount writes something" test "$(column 'one amount changed' 5)" -gt 0
ok "but not the whole site" test "$(column 'one amount changed' 5)" -lt "$(column 'full build' 5)"
ok "a changed template writes a page a report" test "$(column 'one template changed' 5)" -ge $reports
is "a report more removes nothing" "$(column 'one report more' 6)" 0
ok "a report less does" test "$(column 'one report less' 6)" -gt 0
ok "a search reads 300 KB at most" test "$(sed -n 's/.*a search reads at most \([0-9]*\) KB$/\1/p' "$result")" -le 300
for stage in read parse place check charts views data templates write whole-site finish; do
    ok "$stage has its time" test "$(column "  $stage" 1)" -gt 0
done
# What is not asked for costs nothing; the stages are all that there is.
is "no workbook is made" "$(column "  xlsx" 1)" 0
is "the shares make up the whole" 100 \
    "$(awk '/^stages/ { on = 1; next } /^  all/ { on = 0 } on { sum += $3 } END { printf "%.0f", sum }' "$result")"
if command -v hugo >/dev/null; then
    has "Hugo made the same pages" "$result" "Hugo to our templates"
else
    skip "Hugo made the same pages" "hugo is not installed"
fi
