# The command check: formats, options, suppressions, baseline, exit statuses; and what it says of the real reports.
. "$(dirname "$0")/../lib.sh"

status 0 "explain lists the checks" "$MINGZHANG" explain
has "split.general is listed" stdout "split.general"
has "with what a failure is" stdout "split.general                      错误  一般公共预算行横向"
has "it is said how to learn more" stderr "mingzhang explain series.names"
ids=$(cut -d' ' -f1 stdout)
n=$(wc -l <stdout)
status 0 "explain tells all" "$MINGZHANG" explain $ids
for word in 关系 依据 级别 查的是 容差 用于 不成立的例子 成立的例子; do
    is "each check has: $word" "$(grep -c "^$word：." stdout)" "$n"
done
not_ok "words for programs are not said to clerks" grep -E '^(依据|查的是|容差|用于)：.*[a-z]' stdout
status 0 "a family is listed among others" "$MINGZHANG" --lang en explain link.housing split
ok "with a line between" sh -c 'grep -B1 "^split.income " stdout | head -n 1 | grep -qx ""'
status 0 "explain tells one check" "$MINGZHANG" --lang en explain narrative.delta.rate
has "its relation is told" stdout "rate = |change|"
has "what it is about" stdout "about: arithmetic of text and annexes"
has "for which reports" stdout "部门决算 (final accounts)"
status 2 "explain of an unknown check" "$MINGZHANG" explain split.genral
has "the near one is offered" stderr "split.general"
status 2 "check without a report" "$MINGZHANG" check
status 2 "check of a missing file" "$MINGZHANG" check no-such.txt
status 2 "unknown format" "$MINGZHANG" check --format xml x.txt
status 2 "unknown check in -W" "$MINGZHANG" check -W no-such x.txt
mkdir empty
status 2 "a folder without reports" "$MINGZHANG" check empty
printf 'nothing that is a report\n' >prose.txt
status 3 "a text that is no report counts as unread" "$MINGZHANG" check prose.txt
rm prose.txt

# Shares of firms by kind, which are right of another whole than the sentence names.
office=$(grep -rl '货物采购授予中小企业合同金额占货物支出' "$ROOT/content/reports" | head -n 1)
sed 's/占货物支出的6.8%/占货物支出的7.8%/' "$office" >shares.txt
status 1 "shares by kind that make another amount" "$MINGZHANG" check "$office"
has "what they are shares of is told" stdout "改按占该合同总额计算则相符"
status 1 "shares that nothing explains" "$MINGZHANG" check shares.txt
has "they are told" stdout "procurement.sme-kind"
has_not "without another reading" stdout "改按占该合同总额"
rm shares.txt

# A folder stands for its reports, whatever they are written in, and a site for those it is made from.
mkdir -p site/content/reports/某区/某局/2022-final site/public/r
archives=$ROOT/content/reports/示例市示例区/示例市示例区档案馆
here=site/content/reports/某区/某局
cp "$archives/2024-final.txt" "$here/"
cp "$archives/2023-final.txt" "$here/2022-final/全文.txt"
printf '<html><body><pre>' | cat - "$archives/2025-budget.txt" >"$here/2025-budget.html"
"$MINGZHANG" parse "$here/2024-final.txt" >"$here/2024-final.json"
echo 'User-agent: *' >site/public/robots.txt
echo 'a,b' >"$here/2024-final.meta.json"
"$MINGZHANG" check --format json --notes site >stdout 2>stderr
not_ok "of a site only what it is made from" grep -q 'public/' stdout stderr
not_ok "no text of which there is a report.json" grep -q '2024-final.txt' stdout stderr
"$MINGZHANG" check site/ >/dev/null 2>stderr
has "the reports of a site: a report.json, a folder of parts, a web page" stderr "检查了 3 份报告："
"$MINGZHANG" check "$here/2022-final/" >/dev/null 2>stderr
has "a folder of parts is one report" stderr "检查了 1 份报告："
# What build passes over is passed over, and told.
cp "$archives/2024-final.txt" "$here/2023-finel.txt"
cp "$archives/2024-final.txt" site/content/reports/2021-final.txt
mkdir -p "$here/某站/某所" && cp "$archives/2024-final.txt" "$here/某站/" && cp "$archives/2024-final.txt" "$here/某站/某所/"
for from in site "$here/.." .; do
    "$MINGZHANG" check "$from" >/dev/null 2>stderr
    has "from $from: as many as are built" stderr "检查了 4 份报告："
    has "from $from: a misspelt name" stderr "2023-finel.txt: 不是报告"
    has "from $from: a unit of a unit" stderr "某所/2024-final.txt: 文件夹层次过深"
done
has "a report that lies too high" stderr "2021-final.txt: 报告应放在 content/reports/地区/部门/ 下"
rm -r "$here/2023-finel.txt" site/content/reports/2021-final.txt "$here/某站"
# What could not be checked is no reason to say that nothing is wrong.
: >"$here/2020-final.txt"
printf 'check,reason\nno.such,x\n' >"$here/2025-budget.suppressions.csv"
status 2 "two that cannot be checked" "$MINGZHANG" check site
has "are counted" stderr "检查了 2 份报告："
has "and told apart" stderr "另有 2 份没有检查成，原因见上"
has_not "nothing is called clean" stderr "没有需要处理的问题"
rm "$here/2020-final.txt" "$here/2025-budget.suppressions.csv"
rm site/public/robots.txt
cp "$here/2025-budget.html" 某局预算.HTML
"$MINGZHANG" check . >/dev/null 2>stderr
has "of other names too" stderr "检查了 4 份报告："
if [[ $(id -u) == 0 ]]; then
    skip "a folder that cannot be opened" "root opens everything"
else
    mkdir closed && chmod 000 closed
    status 2 "a folder that cannot be opened" "$MINGZHANG" check .
    has "is named" stderr "closed: 没有读取权限"
    has "and the others are checked" stderr "检查了 4 份报告："
    rmdir closed
fi
rm -r site 某局预算.HTML

# A suppression without a place keeps silent what comes later, too: it says how much, and what to write instead.
sed 's/收入合计\([0-9]*\)\./收入合计\19./' "$archives/2024-final.txt" >2024-final.txt
status 1 "a report with mistakes" "$MINGZHANG" check --format json 2024-final.txt
grep '"severity":"error"' stdout >errors
n=$(grep -c . errors)
id=$(sed -n '1s/^{"file":"[^"]*","check":"\([^"]*\)".*/\1/p' errors)
print=$(sed -n '1s/.*"fingerprint":"\([^"]*\)".*/\1/p' errors)
printf 'check,place,reason\n%s,,核实无误\n' "${id%%.*}" >2024-final.suppressions.csv
"$MINGZHANG" check 2024-final.txt >/dev/null 2>stderr
has "without a place it says how many" stderr "2024-final.suppressions.csv:2: note: ${id%%.*} 没有写 place，现在隐去 $n 处"
has "and what to write" stderr "行 $print"
printf 'check,place,reason\n%s,%s,核实无误\n' "$id" "$print" >2024-final.suppressions.csv
"$MINGZHANG" check 2024-final.txt >stdout 2>stderr
has_not "that is enough" stderr "note:"
is "for this finding" "$(grep -c ': error: ' stdout)" $((n - 1))
rm 2024-final.txt 2024-final.suppressions.csv

[[ -n $SHARED && -d $SHARED/reports ]] || { skip "real reports" "they are not beside the sources"; exit 0; }

cp "$SHARED"/reports/*.txt .
status 1 "errors give status 1" "$MINGZHANG" check .
has "the place is told" stdout "wuchang-office-2024-final.txt:454:"
has "the last line says how much was checked" stderr "检查了 5 份报告："
has "and what to do" stderr "suppressions.csv"
status 1 "one JSON object a line" "$MINGZHANG" check --format json ./*.txt
cp stdout all.json
# report, line, check, place of each finding, as in the list that was verified by hand
sed -E 's/^\{"file":"\.\/([^"]*)\.txt","check":"([^"]*)".*"place":\{"address":"([^"]*)"[^}]*"line":([0-9]+).*/\1\t\4\t\2\t\3/' all.json \
    | sed 's/\\"/"/g' | LC_ALL=C sort >got
tail -n +2 "$ROOT/tests/check/real-findings.tsv" | cut -f1-4 | LC_ALL=C sort >wanted
file_is "findings on the real reports are those verified by hand" got wanted

status 0 "everything known: nothing new" "$MINGZHANG" check --baseline all.json -W no-text wuchang-office-2024-final.txt
printf 'check,reason,place\nnarrative.rate.completion,核实无误,claim[一般公共预算财政拨款支出].完成率\n' >wuchang-office-2024-final.suppressions.csv
status 1 "others stay" "$MINGZHANG" check wuchang-office-2024-final.txt
has_not "the suppressed one is silent" stdout "narrative.rate.completion"
printf 'check,reason\nno.such,x\n' >wuchang-office-2024-final.suppressions.csv
status 2 "a suppression of an unknown check is an error" "$MINGZHANG" check wuchang-office-2024-final.txt
has "with its line" stderr "suppressions.csv:2"
rm wuchang-office-2024-final.suppressions.csv

# ---- what is no amount
example=$ROOT/content/reports/示例市示例区/示例市示例区档案馆/2024-final.txt
typo() { # NAME WRONG TEXT: an amount of the example's expenditure table, its only finding
    line=$(grep -n '^2012604' "$example" | sed -n '2s/:.*//p')
    sed -E "${line}s/([0-9]+)\\.([0-9])[0-9]/$2/" "$example" >typo.txt
    status 1 "$1" "$MINGZHANG" check typo.txt
    is "$1: the only finding" "$(grep -c ': error: \|: warning: ' stdout)" 1
    has "$1: by its place" stdout "typo.txt:$line:"
    has "$1: what it is" stdout "$3"
    rm typo.txt
}
typo "a letter O for a nought" '\1.\2O' '不是金额（是否字母 O？） [cell.amount]'
typo "a letter l for a one" '\1.\2l' '不是金额（是否字母 l？） [cell.amount]'
typo "a comma for the point" '\1，\20' '不是金额（小数点是否写成了逗号？） [cell.amount]'

# ---- what the path says that a report is
mkdir -p s/content/reports/示例市示例区/示例市示例区文化馆
cp "$ROOT/content/site.json" s/content/
moved=s/content/reports/示例市示例区/示例市示例区文化馆
cp "$ROOT/content/reports/示例市示例区/示例市示例区档案馆/2024-final.txt" "$moved/2023-budget.txt"
status 1 "a report in the wrong place" "$MINGZHANG" check "$moved/2023-budget.txt"
has "by its year" stdout "文件名说是 2023 年度，正文写的是 2024 年度"
has "by its kind" stdout "文件名说是部门预算，各表是部门决算的表"
has "by its department" stdout "文件夹却是“示例市示例区文化馆”"
mv "$moved/2023-budget.txt" "$moved/2024-final.txt"
printf '%s\n' folder,name,former,parent,address,mark 示例市示例区/示例市示例区文化馆,示例市示例区文化馆,示例市示例区档案馆,,, >s/content/departments.csv
(cd "$moved" && "$MINGZHANG" check 2024-final.txt) >stdout 2>/dev/null
file_is "a former name is right, from whatever folder" stdout /dev/null
rm s/content/departments.csv
(cd "$moved" && "$MINGZHANG" check 2024-final.txt) >stdout 2>/dev/null
has "which another is not" stdout "doc.identity"
rm -r s

cp "$ROOT/content/reports/示例市示例区/示例市示例区档案馆/2024-final.txt" clean.txt
status 0 "a report without a mistake" "$MINGZHANG" check clean.txt
file_is "finds nothing" stdout /dev/null
has "and says so" stderr "没有需要处理的问题"
rm clean.txt
status 0 "warnings alone are status 0" "$MINGZHANG" check jianghan-industry-2024-final.txt
status 1 "strict: warnings count" "$MINGZHANG" check --strict jianghan-industry-2024-final.txt
status 1 "-W error=: one of them counts" "$MINGZHANG" check -W error=text.doubled jianghan-industry-2024-final.txt
status 0 "-W no-: it is not looked for" "$MINGZHANG" check -W no-text jianghan-industry-2024-final.txt
has_not "it is not told" stdout "text.doubled"
status 0 "summary" "$MINGZHANG" check --summary jianghan-industry-2024-final.txt
has "the four states are counted" stdout "不适用"
status 0 "SARIF" "$MINGZHANG" check --format sarif --all-results jianghan-industry-2024-final.txt
has "it has its version" stdout '"version":	"2.1.0"'
"$MINGZHANG" check --format sarif --all-results . >one 2>/dev/null
"$MINGZHANG" check --format sarif --all-results . >two 2>/dev/null
file_is "the same input gives the same bytes" one two
