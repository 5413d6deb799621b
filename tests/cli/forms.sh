# Forms: content/forms.json counts for build, check, parse and forms, and what is kept from build to build.
. "$(dirname "$0")/../lib.sh"

demo=$ROOT/content/reports/示例市示例区/示例市示例区档案馆
mkdir -p site/content/reports/市/局
report=site/content/reports/市/局/2024-final.txt
echo '{"title": "表样"}' > site/content/site.json
sed 's/一般公共预算财政拨款支出决算表/一般公共预算拨款使用情况表/' "$demo/2024-final.txt" > "$report"

status 0 "a table by another title" "$MINGZHANG" parse --tidy "$report"
cp stdout without.csv
cp "$demo/2024-final.txt" usual.txt
status 0 "the usual titles" "$MINGZHANG" parse --tidy usual.txt
cp stdout usual.csv
status 0 "a build without the file" "$MINGZHANG" build -C site

cat > site/content/forms.json <<'JSON'
{"final": {"general": {"titles": ["一般公共预算拨款使用情况表"]}}}
JSON
status 0 "parse by the report's own site" "$MINGZHANG" parse --tidy "$report"
file_is "reads the table" usual.csv stdout
cp "$report" elsewhere.txt
status 0 "parse by another site" "$MINGZHANG" parse --tidy -C site elsewhere.txt
file_is "reads it too" usual.csv stdout
status 0 "forms tells what it was read as" "$MINGZHANG" forms "$report"
has "the table" stdout "一般公共预算拨款使用情况表"
status 0 "the next build" "$MINGZHANG" build -C site
tidy=$(find site/public/r -name tidy.csv)
sed 1d "$tidy" > built.csv
sed 1d usual.csv > usual-rows.csv
file_is "reads the report again by the file" usual-rows.csv built.csv
"$MINGZHANG" check -C site elsewhere.txt > stdout 2> stderr
has_not "check knows the table" stdout "doc.tables"

echo '{"final": {"general": {"title": []}}}' > site/content/forms.json
status 2 "a key there is not" "$MINGZHANG" build -C site
has "is told with its place" stderr "content/forms.json:1:24: “title”"
has "and what there is" stderr "titles, columns, rows"
status 2 "also by parse" "$MINGZHANG" parse "$report"
status 2 "and by check" "$MINGZHANG" check "$report"

status 0 "the known forms" "$MINGZHANG" forms
has "have ids" stdout "template-final/sangong"
has "families are listed" stdout "ministry-final"
