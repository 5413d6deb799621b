# diff: pages and amounts that a new build changes, and nothing else.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT
archives='content/reports/示例市示例区/示例市示例区档案馆'
mkdir -p "a/$archives"
echo '{"title": "试"}' >a/content/site.json
cp "$ROOT/$archives/2024-final.txt" "$ROOT/$archives/2025-budget.txt" "a/$archives/"

status 2 "nothing is published yet" "$MINGZHANG" diff -C a
has "it is told what to do first" stderr "先运行 mingzhang build"
status 0 "it is built" "$MINGZHANG" build -C a
status 0 "nothing differs" "$MINGZHANG" diff -C a --exit-code
has "no pages" stdout "网页：新增 0，更改 0，移除 0"
has "no amounts" stdout "表中金额：0 个不同；正文中的数：0 个不同"
has "and why not" stderr "build 和 serve 会改写它"
cp -r a/public before
cp a/public/.mingzhang-manifest before.txt

# One amount of one table, in the source: the general table's first row of a code.
"$MINGZHANG" parse "a/$archives/2024-final.txt" >report.json
sed -i '0,/"key":"income"/! {0,/"text":"\([0-9.]*\)",/ s/"text":"\([0-9]*\)\.\([0-9]*\)","amount":"[0-9]*"/"text":"7\1.\2"/}' report.json
if ! cmp -s report.json <("$MINGZHANG" parse "a/$archives/2024-final.txt"); then
    rm "a/$archives/2024-final.txt"
    mv report.json "a/$archives/2024-final.json"
    status 0 "an amount has changed" "$MINGZHANG" diff -C a
    has "its report" stdout "r/示例市示例区/示例市示例区档案馆/2024-final"
    ok "table, row, column, old and new" grep -qE '^  收入决算表 / .* / .*: [0-9,.]+ → 7[0-9,.]+ 万元$' stdout
    has "one amount" stdout "表中金额：1 个不同；正文中的数：0 个不同"
    has "its page" stdout "~ r/示例市示例区/示例市示例区档案馆/2024-final/index.html"
    has_not "no other report" stdout "2025-budget"
    has_not "no data files" stdout "tidy.csv"
    status 0 "all files" "$MINGZHANG" diff -C a --files
    has "data files, too" stdout "tidy.csv"
    status 1 "a difference as exit status" "$MINGZHANG" diff -C a --exit-code
    status 0 "in English" "$MINGZHANG" --lang en diff -C a
    has "says so in English" stdout "amounts in tables: 1 differ; numbers in the text: 0 differ"
else
    tap 1 "an amount could be changed"
fi
same_tree "what is published is left alone" a/public before

rm "a/$archives/2025-budget.txt"
status 0 "a report has gone" "$MINGZHANG" diff -C a
has "its page" stdout "- r/示例市示例区/示例市示例区档案馆/2025-budget/index.html"
has "its amounts" stdout "2025-budget（移除）"
ok "in tables and text" grep -qE '^  表中 [1-9][0-9]* 个金额，正文 [1-9][0-9]* 个数$' stdout
status 0 "built again" "$MINGZHANG" build -C a
status 0 "two trees" "$MINGZHANG" diff a/public --against before
has "the same" stdout "2025-budget（移除）"
status 0 "the other way round" "$MINGZHANG" diff before --against a/public
has "new" stdout "2025-budget（新增）"
status 0 "against a manifest" "$MINGZHANG" diff a/public --against before.txt
has "pages" stdout "- r/示例市示例区/示例市示例区档案馆/2025-budget/index.html"
has "amounts need the folder" stderr "只有清单"
has_not "and are not counted" stdout "金额"

echo "not a manifest" >wrong.txt
status 2 "no manifest" "$MINGZHANG" diff a/public --against wrong.txt
has "is named" stderr "wrong.txt:"
printf '# mingzhang-manifest/1\n%064d 1 ../../secret\n' 0 >wrong.txt
status 2 "a manifest that leads out" "$MINGZHANG" diff a/public --against wrong.txt
mkdir empty
status 2 "a folder that was not built" "$MINGZHANG" diff a/public --against empty
status 2 "too many arguments" "$MINGZHANG" diff a b

# Numbers of the narrative: changed, no longer stated, and one that only stands on another line.
mkdir -p "b/$archives"
echo '{"title": "试"}' >b/content/site.json
text="b/$archives/2024-final.txt"
cp "$ROOT/$archives/2024-final.txt" "$text"
status 0 "another site" "$MINGZHANG" build -C b
line=$(grep -n '收入总计、支出总计均为.*比上年' "$text" | head -n 1 | cut -d: -f1)
fiscal=$(grep -n '财政拨款收入总计、支出总计均为.*增长' "$text" | head -n 1 | cut -d: -f1)
sed -i "${line}s/均为[0-9.]*万元/均为1234.56万元/; ${fiscal}s/，增长[0-9.]*%//" "$text"
status 0 "sentences have changed" "$MINGZHANG" diff -C b
ok "line, subject, measure, old and new" grep -qE "^  正文 / 第 $line 行 / 收支总计 / 本年: [0-9.]+ → 1,234.56 万元\$" stdout
ok "what is no longer stated" grep -qE "^  正文 / 原第 $fiscal 行 / 财政拨款收支总计 / 变动率: [0-9.]+% → 未写\$" stdout
has "both" stdout "表中金额：0 个不同；正文中的数：2 个不同"
is "and nothing else" "$(grep -c ' / ' stdout)" 2
status 0 "in English" "$MINGZHANG" --lang en diff -C b
ok "line, subject, measure" grep -qE "^  text / line $line / 收支总计 / 本年: [0-9.]+ → 1,234.56 万元\$" stdout
ok "not stated" grep -qE "^  text / line $fiscal before / 财政拨款收支总计 / 变动率: [0-9.]+% → not stated\$" stdout
cp "$ROOT/$archives/2024-final.txt" "$text"
sed -i "${line}i\\\n" "$text"
status 0 "a line has moved" "$MINGZHANG" diff -C b
has "its page" stdout "2024-final/source.html"
has "no number" stdout "表中金额：0 个不同；正文中的数：0 个不同"
