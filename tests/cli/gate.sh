# build --gate: what is not fit to be published is refused as a whole, before anything is written; corrections and
# suppressions beside a report count, as they do in check.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT
archives='content/reports/示例市示例区/示例市示例区档案馆'

mkdir -p a/content/reports
cp "$ROOT/content/site.json" "$ROOT/content/departments.csv" a/content/
cp -r "$ROOT/content/pages" a/content/
cp -r "$ROOT/content/reports/示例市示例区" a/content/reports/
report=a/$archives/2024-final.txt

status 0 "without the gate, findings stop nothing" "$MINGZHANG" build -C a
"$MINGZHANG" check a/content/reports --format json >findings.json 2>/dev/null
# what is found now is explained by its fingerprint; anything else will be new
for one in "a/$archives"/*.txt; do
    grep -F "\"file\":\"$one\"" findings.json | grep -F '"severity":"error"' \
        | sed 's/^{"file":"[^"]*","check":"\([^"]*\)".*"fingerprint":"\([^"]*\)".*/\1,\2,looked into for this test/' >rows
    [[ -s rows ]] && { echo check,place,reason; cat rows; } >"${one%.txt}.suppressions.csv"
done
status 0 "with its errors explained the site passes" "$MINGZHANG" build -C a --gate
cp -r a/public before

# Pages are made of what the gate has read: they are those of a build without it.
status 0 "from nothing through the gate" "$MINGZHANG" build -C a -o through --gate
same_tree "the same as without it" through before
cp "$report" kept.txt
printf '\n补充说明：以上数据四舍五入。\n' >>"$report"
status 0 "a changed report through the gate" "$MINGZHANG" build -C a -o through --gate
cp stderr said
status 0 "the same without the gate" "$MINGZHANG" build -C a -o without
same_tree "has the same pages" through without
is "and the same is said of it" "$(grep -v 用时 said | sort)" "$(sed 's/without/through/' stderr | grep -v 用时 | sort)"
mv kept.txt "$report"

status 0 "suppressions that are used are not spoken of" "$MINGZHANG" build -C a -o idle
has_not "suppressions that are used" stderr "没有用到的豁免"
printf '%s\n' check,place,reason "text.placeholder,,nothing of the kind" >"a/$archives/2024-final.suppressions.csv"
status 0 "a suppression that nothing needs stops nothing" "$MINGZHANG" build -C a -o idle --gate
has "it is spoken of" stderr "没有用到的豁免：text.placeholder"
status 0 "what was said is said again" "$MINGZHANG" build -C a -o idle --gate
has "it is spoken of again" stderr "2024-final.suppressions.csv:"
has "a line of departments.csv without reports is told" stderr "departments.csv:"
rm "a/$archives/2024-final.suppressions.csv"

# each change is one reason to refuse
refused() { # NAME SED TEXT
    cp "$report" kept.txt
    sed -i -E "$2" "$report"
    if cmp -s "$report" kept.txt; then tap 1 "$1: changes the report"; fi
    status 1 "$1: the gate refuses" "$MINGZHANG" build -C a --gate
    has "$1: the reason" stderr "$3"
    same_tree "$1: nothing is replaced" a/public before
    cp kept.txt "$report"
    rm -rf a/public && cp -r before a/public
}
refused "no table of public expenses" '/^2024.*“三公”经费支出决算表/,/^第三部分/{/^第三部分/!d}' "缺少应公开的表"
refused "no note under an empty table" '/[无没].*国有资本经营预算/d' "没有金额"
refused "no section of procurement" 's/政府采购/采购/g' "没有“政府采购”的说明"
refused "another year in every table" 's/2024年度/2023年度/g' "文件名说是 2024 年度，正文写的是 2023 年度"
refused "another department's text" 's/示例区档案馆/示例区文化馆/g' "文件夹却是“示例市示例区档案馆”"
refused "last year's title" '2s/2024/2023/' "报告标题的年度是“2023”，各表是“2024”"
refused "a misspelt name in the title" '2s/档案馆/档安馆/' "报告标题的部门名称是“示例市示例区档安馆”"
refused "a total that does not add up" 's/收入合计([0-9]*)\./收入合计\19./' "不一致"

sed -i 's/政府采购/采购/g' "$report"
status 1 "nothing was there before" "$MINGZHANG" build -C a -o fresh --gate
not_ok "nothing is there now" test -e fresh
printf '格式错误' >"a/$archives/2023-final.corrections.json"
status 1 "corrections that cannot be read" "$MINGZHANG" build -C a --gate
not_ok "check says so too" "$MINGZHANG" check "a/$archives/2023-final.txt"
