# build: from content/ to public/. What is broken is said with its place, the rest is built; the same bytes every time.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT

# A site with the demo's archives, whose reports are small.
site() {
    rm -rf "$1"
    mkdir -p "$1/content"
    cp "$ROOT/content/site.json" "$ROOT/content/departments.csv" "$ROOT/content/register.csv" "$1/content/"
    cp -r "$ROOT/content/pages" "$1/content/"
    mkdir -p "$1/content/reports"
    cp -r "$ROOT/content/reports/示例市示例区" "$1/content/reports/"
}
archives='content/reports/示例市示例区/示例市示例区档案馆'
page='r/示例市示例区/示例市示例区档案馆/2024-final/index.html'

site a
status 0 "the site is built" "$MINGZHANG" build -C a --check-links
has "the summary says how to open it" stderr "a/public/index.html"
has "no link is broken" stderr "坏的 0 个"
for file in index.html departments.html items.html search.html terms.html downloads.html checks.html corrections.html \
    register.html 404.html about.html "$page" "${page%index.html}source.html" "${page%index.html}report.json" \
    "${page%index.html}tidy.csv" "${page%index.html}tables/general.csv" "${page%index.html}figures/totals.svg" assets/base.css; do
    ok "there is $(basename "$file")" test -s "a/public/$file"
done
is "nothing on standard output" "$(cat stdout)" ""

status 0 "a second build" "$MINGZHANG" build -C a
has "writes nothing" stderr "写入 0，"
for threads in 1 2 7; do
    status 0 "built with -j $threads" "$MINGZHANG" build -C a -o "b$threads" -j $threads
    same_tree "the same bytes with -j $threads" "b$threads" a/public
done
TZ=Asia/Shanghai LANG=C LC_ALL=C status 0 "in another time zone and locale" "$MINGZHANG" build -C a -o c
same_tree "the same bytes" c a/public

# Messages may be in English; what is published is in Chinese, also why a report cannot be read.
site l
echo 无 >"l/$archives/2022-final.txt"
sed -i '0,/[1-9][0-9]*\.[0-9][0-9]/s//999.99/' "l/$archives/2024-final.txt"
tr -s '\t ' ' ' <"$ROOT/$archives/2023-final.txt" >"l/$archives/2023-final.txt"
status 3 "a site with a report that is none, and one with mistakes" "$MINGZHANG" build -C l -o l/zh
has "is told in Chinese" stderr "2022-final.txt: 没有找到任何标准表"
status 3 "the same with messages in English" "$MINGZHANG" --lang en build -C l -o l/en
has "is told in English" stderr "2022-final.txt: no standard table found"
has "what is published of it is in Chinese" "l/en/${page/2024/2022}" "没有找到任何标准表"
has "and so are findings" "l/en/${page%index.html}checks.html" "不符"
has "and proofs of amounts that had lost their columns" "l/en/${page/2024-final\/index.html/2023-final/tidy.csv}" "是其一部分"
same_tree "the same bytes in either language" l/en l/zh

# A department is checked against the sums of its units, which are read by other threads.
site u
rm -r u/content/reports/*
for unit in . 一 二 三 四 五 六 七 八 九; do
    mkdir -p "u/content/reports/某区/某局/$unit"
    cp "$ROOT/$archives/2024-final.txt" "$ROOT/$archives/2023-final.txt" "u/content/reports/某区/某局/$unit/"
done
"$MINGZHANG" build -C u -j 1 2>said.1
for threads in 3 8; do
    rm -rf u/.mingzhang "v$threads"
    "$MINGZHANG" build -C u -o "v$threads" -j $threads 2>"said.$threads"
    same_tree "a department with units: the same with -j $threads" "v$threads" u/public
    is "and the same is said" "$(grep -v -e 文件： -e 用浏览器 "said.$threads")" "$(grep -v -e 文件： -e 用浏览器 said.1)"
done
has "its units were asked" u/public/r/某区/某局/2024-final/findings.json series.department

# ---- what is said while it works
status 0 "a log for machines" "$MINGZHANG" build -C a -o logged --log json
ok "is lines of JSON with a summary at the end" jq --slurp --exit-status '.[0].event == "progress" and
    (last | .event == "summary" and .built == .reports and .built > 3 and .status == 0)' stderr
status 2 "an unknown log" "$MINGZHANG" build -C a --log xml
status 0 "not a terminal" "$MINGZHANG" build -C a -o quiet
has_not "has no line of progress" stderr "约剩"
echo '{"title": "x", "tilte": 1}' >bad.json && mkdir -p bad/content && mv bad.json bad/content/site.json
status 2 "trouble for machines" "$MINGZHANG" build -C bad --log json
ok "has its place" jq --slurp --exit-status 'length == 2 and .[1].event == "summary" and .[1].status == 2 and
    (first | .event == "error" and .file == "bad/content/site.json" and .line == 1)' stderr

# ---- one report is broken: the others are built
site broken
status 0 "before it breaks" "$MINGZHANG" build -C broken
: >"broken/$archives/2024-final.txt"
status 2 "an empty report" "$MINGZHANG" build -C broken
has "is named" stderr "$archives/2024-final.txt"
has "its last good page stays, held" "broken/public/$page" 'class="notice held"'
ok "its data stay" test -s "broken/public/${page%index.html}report.json"
ok "the others are built" test -s "broken/public/${page/2024-final/2023-final}"
has "the list says so" broken/public/departments.html "暂存"
file_is "it stays in the feed" broken/public/feed.xml a/public/feed.xml
file_is "and among the corrections" broken/public/corrections.html a/public/corrections.html
status 2 "again" "$MINGZHANG" build -C broken
has "the held page stays" "broken/public/$page" 'class="notice held"'
file_is "and in the feed" broken/public/feed.xml a/public/feed.xml
cp "$ROOT/$archives/2024-final.txt" "broken/$archives/"
status 0 "repaired" "$MINGZHANG" build -C broken
has_not "it is no longer held" "broken/public/$page" 'class="notice held"'

# From nothing an error page takes its place. NAME, how to make the file, exit status.
damage() {
    site d
    (cd "d/$archives" && eval "$2")
    status "$3" "$1" "$MINGZHANG" build -C d
    has "$1: named" stderr "2024-final"
    has "$1: an error page" "d/public/$page" "无法读取"
    ok "$1: the rest is built" test -s "d/public/${page/2024-final/2025-budget}"
}
damage "empty file" ': >2024-final.txt' 2
damage "binary file" 'head -c 5000 /dev/urandom >2024-final.txt; printf "\0\0\0" >>2024-final.txt' 2
damage "invalid UTF-8" 'printf "公开\nabc \377\376\200 公开\n" | cat - 2024-final.txt >x; mv x 2024-final.txt' 2
damage "no table in it" 'printf "某局2024年度部门决算\n没有表\n" >2024-final.txt' 3
damage "too large" 'head -c 17000000 /dev/zero | tr "\0" "a" >2024-final.txt' 2
has "too large: told the limit of a text" stderr "16 MB"
damage "a broken report.json" 'rm 2024-final.txt; echo "{" >2024-final.json' 2
damage "a correction that no longer fits" 'sed "s/13.20/13.21/" 2023-final.corrections.json >2024-final.corrections.json' 2
if [[ $(id -u) == 0 ]]; then
    skip "unreadable file" "root reads everything"
else
    damage "unreadable file" 'chmod 000 2024-final.txt' 2
    # Nobody knows which reports are in it: none of them is taken off the site.
    site closed
    "$MINGZHANG" build -q -C closed 2>/dev/null
    cp -r closed/public stood
    chmod 000 "closed/$archives"
    status 2 "unreadable folder" "$MINGZHANG" build -C closed
    has "unreadable folder: named" stderr "档案馆: 没有读取权限"
    same_tree "unreadable folder: the site stays" closed/public stood
fi

site cut
head -c 6000 "$ROOT/$archives/2024-final.txt" >"cut/$archives/2024-final.txt"
status 3 "a report cut in the middle counts as unread" "$MINGZHANG" build -C cut
ok "and does not stop the build" test -s "cut/public/${page/2024-final/2023-final}"
has "the reason is told" stderr "2024-final.txt: 视为未读出："
has "its page says so at the top" "cut/public/$page" '<p class="notice" role="note">原文不完整或损坏较多'
has_not "those of others do not" "cut/public/${page/2024-final/2023-final}" "原文不完整"
has "and counted" stderr "1 份视为未读出"
status 3 "the next build, which has nothing to do" "$MINGZHANG" build -C cut
has "tells it too" stderr "2024-final.txt: 视为未读出："

# ---- encodings give the same page
site gb
(cd "gb/$archives" && iconv -f UTF-8 -t GB18030 2024-final.txt >x && mv x 2024-final.txt)
status 0 "GB18030" "$MINGZHANG" build -C gb
file_is "the same page from GB18030" "gb/public/$page" "a/public/$page"
site crlf
(cd "crlf/$archives" && { printf '\357\273\277'; sed 's/$/\r/' 2024-final.txt; } >x && mv x 2024-final.txt)
status 0 "byte order mark and CRLF" "$MINGZHANG" build -C crlf
file_is "the same page from them" "crlf/public/$page" "a/public/$page"
site u16
(cd "u16/$archives" && iconv -f UTF-8 -t UTF-16 2024-final.txt >x && mv x 2024-final.txt)
status 0 "UTF-16" "$MINGZHANG" build -C u16
file_is "the same page from UTF-16" "u16/public/$page" "a/public/$page"

# ---- report.json as a source, and changed by hand
site json
cp "a/public/${page%index.html}report.json" "json/$archives/2024-final.json"
status 0 "a report.json as source goes before the text" "$MINGZHANG" build -C json
has "the text is said not to be read" stderr "2024-final.txt: 没有读这个文件：同一份报告另有 2024-final.json"
file_is "its tidy data are the same" "json/public/${page%index.html}tidy.csv" "a/public/${page%index.html}tidy.csv"

# ---- made-up figures say so in each file that can be taken from a page
site marked
printf 'folder,name,mark\n示例市示例区/示例市示例区档案馆,示例市示例区档案馆,虚构\n' >marked/content/departments.csv
"$MINGZHANG" build -C marked -q
files=marked/public/${page%index.html}
is "in every line of tidy.csv" "$(tail -n +2 "${files}tidy.csv" | grep -vc ',虚构$')" 0
has "in report.json" "${files}report.json" '"mark":"虚构"'
has_not "a report without mark has no such column" "marked/public/r/示例市示例区/示例市示例区文化馆/2024-final/tidy.csv" 'mark'
is "in the headings of each table" "$(head -qn 1 "${files}"tables/*.csv | grep -vc ',虚构.$')" 0
is "in the data of the site, of this department alone" \
    "$(grep -c ',虚构$' marked/public/data/示例市示例区/2024-final.csv)" "$(grep -c '档案馆,2024' marked/public/data/示例市示例区/2024-final.csv)"
has_not "others have none" "$(find marked/public/r/示例市示例区/示例市示例区文化馆/2024-final -name report.json)" '"mark"'
status 0 "and so does what is read by hand" "$MINGZHANG" parse "marked/$archives/2024-final.txt"
has "as the site says" stdout '"mark":"虚构"'
site taken
rm taken/content/departments.csv
cp "${files}report.json" "taken/$archives/2024-final.json"
status 0 "a report.json that says so where the site does not" "$MINGZHANG" build -C taken
has "is told" stderr '2024-final.json: 报告标有“虚构”，所在部门却没有标记'
file_is "and stays marked" "taken/public/${page%index.html}tidy.csv" "${files}tidy.csv"

# ---- text of a report is never markup
site evil
sed -i 's|提租补贴|<script>alert(1)</script>"'"'"'\&{{x}}|g' "evil/$archives/2024-final.txt"
cat >evil/content/site.json <<'EOF'
{"title": "<script>alert(2)</script>{{x}}", "publisher": {"name": "\"><img src=x onerror=alert(3)>"}}
EOF
"$MINGZHANG" build -C evil --check-links >stdout 2>stderr
has "hostile text arrives as text" "evil/public/$page" '&lt;script&gt;alert(1)&lt;/script&gt;'
is "no page has a script of it" "$(grep -rlE '<script>|<img src=x' evil/public --include='*.html' | head -n 3)" ""
has_not "nor the search index" evil/public/search/e-0.js '<script>'

# ---- a finding at a blank cell has no link to it
site hole
sed -i '0,/387\.73/s///' "hole/$archives/2024-final.txt"
status 0 "a report with a blank cell that should not be" "$MINGZHANG" build -C hole --check-links
has "no link of it is broken" stderr "坏的 0 个"
has "its finding is worded as of a blank" "hole/public/$page" '为空白，与“'
site columns
echo 'folder,naem' >columns/content/departments.csv
"$MINGZHANG" build -C columns >stdout 2>stderr
has "an unknown column is told with those known" stderr '列名“naem”不认识，可用的是 folder,name,former,parent,address,mark'

# ---- the site as a whole is broken
mkdir nothing
status 2 "no site there" "$MINGZHANG" build -C nothing
has "init is named" stderr "mingzhang init"
site e
printf '{\n "title": "x",\n "tilte": "y"\n}\n' >e/content/site.json
status 2 "a broken site.json" "$MINGZHANG" build -C e
has "with its place" stderr "e/content/site.json:3:2"
site f
mkdir f/templates
printf 'line one\n{{nonsense}}\n' >f/templates/home.mustache
status 2 "a template with an unknown name" "$MINGZHANG" build -C f
has "with its place" stderr "f/templates/home.mustache:2:1"
ok "other pages are built" test -s "f/public/$page"
printf '{{#open}}' >f/templates/home.mustache
status 2 "a template that does not close" "$MINGZHANG" build -C f
site g
mkdir g/templates
printf '{{>not-there}}\n' >g/templates/home.mustache
status 2 "a missing partial" "$MINGZHANG" build -C g
has "is named" stderr "not-there"
site h
status 2 "no templates anywhere" env MINGZHANG_DATA=/nonexistent "$MINGZHANG" build -C h
site i
: >i/public
status 2 "the output is a file" "$MINGZHANG" build -C i
site k
# A template with a mistake, as one writes them: what was good stays until it is right again.
site o
status 0 "a site" "$MINGZHANG" build -C o
cp -r o/public before
mkdir o/templates
printf '{{nonsense}}\n' | tee o/templates/report.mustache >o/templates/items.mustache
status 2 "a mistake in the template of reports" "$MINGZHANG" build -C o
ok "the last page of a report stays" cmp "o/public/$page" "before/$page"
ok "and its data" cmp "o/public/${page%index.html}tidy.csv" "before/${page%index.html}tidy.csv"
ok "and a page of many reports" cmp o/public/items.html before/items.html
has "lists say that it is not of this build" o/public/r/示例市示例区/示例市示例区档案馆/index.html 暂存
has_not "and not that it could not be read" o/public/r/示例市示例区/示例市示例区档案馆/index.html 未能读取
rm -r o/templates
status 0 "when it is right again" "$MINGZHANG" build -C o
same_tree "all is as it was" o/public before

mkdir -p k/templates k/assets
echo '<!DOCTYPE html><title>{{site_title}}</title>' >k/templates/404.mustache
echo 'body{}' >k/assets/base.css
status 0 "a site replaces single templates and styles" "$MINGZHANG" build -C k
is "its own template" "$(cat k/public/404.html)" '<!DOCTYPE html><title>明账</title>'
is "its own style" "$(cat k/public/assets/base.css)" 'body{}'
ok "the installed others" test -s k/public/assets/tables.css

# ---- what is not a page, a picture or a name of the site, and what a slip of the pen is called
site p
mkdir -p p/content/pages p/assets
printf -- '---\ntitle: 外\n---\n外面的话\n' >outside.md
ln -s "$PWD/outside.md" p/content/pages/out.md
mkfifo p/content/pages/pipe.md
printf -- '---\ntitle: 首\n---\n' | tee p/content/pages/index.md >"p/content/pages/a b.md"
cp "p/content/pages/a b.md" p/content/pages/a_b.md
echo outside >outside.txt
ln -s "$PWD/outside.txt" p/assets/out.txt
echo x >p/assets/style.css~
mkdir -p 'p/content/reports/某市/index.html'
cp "p/$archives/2024-final.txt" 'p/content/reports/某市/index.html/'
cp "p/$archives/2024-final.txt" "p/content/reports/某市/index.html/2023-$(printf 'f\033[31mx').txt"
: >"p/$archives/2024-final.corections.json"
status 2 "a site with odd files" timeout 60 "$MINGZHANG" build -C p --check-links
has "a page that is a link out of the site" stderr 'pages/out.md: 符号链接指向 content 之外'
ok "is not published" test ! -e p/public/out.html
has "a page that is a pipe" stderr 'pages/pipe.md: 这是管道或设备'
has "a page at the address of another is named" stderr 'pages/index.md: 网址 index.html 已有别的页面'
has "one of two of the same name, too" stderr 'pages/a_b.md: 网址 a_b.html 已有别的页面'
has "a picture that is a link" stderr 'assets/out.txt: 符号链接不会公开'
ok "is not published either" test ! -e p/public/assets/out.txt
ok "nor is an editor's copy" test ! -e p/public/assets/style.css~
has "a misspelt companion is told the names" stderr '2024-final.corections.json: 不认识这个文件名；报告旁边可以有'
has_not "a name cannot paint the terminal" stderr $'\033'
ok "a department may be called like a page" test -e p/public/r/某市/index.html_/2024-final/index.html
ok "and the page is there" test -f p/public/r/某市/index.html
has "all links lead somewhere" stderr "坏的 0 个"
mv p/content/pages kept.pages
mkdir outside-pages && cp outside.md outside-pages/far.md
ln -s "$PWD/outside-pages" p/content/pages
status 2 "the folder of pages is a link out of the site" "$MINGZHANG" build -C p
has "its pages are refused" stderr 'pages/far.md: 符号链接指向 content 之外'
ok "and not published" test ! -e p/public/far.html
rm p/content/pages && mv kept.pages p/content/pages
for table in departments.csv register.csv forms.json; do
    echo "secret" >"outside-$table"
    mv "p/content/$table" kept.table 2>/dev/null || true
    ln -s "$PWD/outside-$table" "p/content/$table"
    status 2 "content/$table is a link out of the site" "$MINGZHANG" build -C p
    has "is refused" stderr "content/$table: 符号链接指向 content 之外，没有读"
    has_not "and not quoted" stderr secret
    rm "p/content/$table"
    mv kept.table "p/content/$table" 2>/dev/null || true
done
printf '{"title": "x", "publisher": {"name": "y", "logo": "none.svg"}}' >p/content/site.json
status 2 "a logo that is not there" "$MINGZHANG" build -C p
has "is named" stderr 'p/content/site.json: “publisher.logo”：没有 assets/none.svg'
printf '{\n“title”: "x"}' >p/content/site.json
status 2 "quotes as one types them in Chinese" "$MINGZHANG" build -C p
has "are said to be that" stderr 'p/content/site.json:2:1: 这里是中文标点'
printf '{"title": "x",\n"publish": {"web": {"type": "floder", "path": "y"}}}' >p/content/site.json
status 2 "a target of publish that is none" "$MINGZHANG" build -C p
has "is told before anybody publishes" stderr 'p/content/site.json:2:13: “publish.web”：应为一个对象，type 是 folder、git、rsync 或 s3'
printf '{"title": "\xd6\xd0"}' >p/content/site.json
status 2 "a site.json in GBK" "$MINGZHANG" build -C p
has "is told what to do" stderr '另存为 UTF-8'

# ---- slips of the pen
site o
rm o/content/register.csv
register() {
    printf '%s\n' region,department,kind,year,approved,due,published,url "$@" >o/content/register.csv
}
mkdir o/content/report && touch o/content/2024-final.txt o/content/registers.csv o/content/lists.json o/content/mine.txt
status 0 "files that lie beside what is read" "$MINGZHANG" build -C o
has "a report" stderr 'o/content/2024-final.txt: 没有读：报告应放在 content/reports/地区/部门/ 下'
has "a misspelt table" stderr 'o/content/registers.csv: 没有读；是否应叫“register.csv”？'
has "a misspelt folder" stderr 'o/content/report: 没有读；是否应叫“reports”？'
has "data that nobody knows" stderr 'o/content/lists.json: 没有读；content/ 下认识的是'
has_not "anything else is the user's" stderr mine.txt
printf -- '---\ntitle: 表\n---\n\n说明。\n\n| 项 | 数 |\n| --- | ---: |\n| a | 1 |\n\n用 | 隔开的 -- 不算\n\n    |---|\n' >o/content/pages/grid.md
status 0 "a page with a table" "$MINGZHANG" build -C o
has "is told where" stderr 'o/content/pages/grid.md:7: 说明页里不能画表格'
is "and once" "$(grep -c grid.md stderr)" 1
rm o/content/pages/grid.md
rm -r o/content/report o/content/2024-final.txt o/content/registers.csv o/content/lists.json
district=示例市示例区
register "$district,${district}档案管,final,2024,2025-08-06,,," "$district,${district}档案管理所,final,2023,2024-08-06,,," \
    "$district,${district}体育中心,final,2024,2025-11-20,,," "$district,${district}档案馆,final,2024,2025-08-06,,," \
    "$district,${district}档案馆,final,2024,2025-08-07,,,"
status 0 "lines of the register that are not as meant" "$MINGZHANG" build -C o
has "a misspelt department" stderr "o/content/register.csv:2: content/reports/ 下没有“$district/${district}档案管”，是否想写“$district/${district}档案馆”？"
has "a former name" stderr "o/content/register.csv:3: content/reports/ 下没有“$district/${district}档案管理所”，是否想写“$district/${district}档案馆”？"
has_not "who owes a report need not have one yet" stderr register.csv:4
has "a line twice" stderr "o/content/register.csv:5: 第 6 行写的是同一份报告"
is "nothing else is said" "$(grep -c register.csv stderr)" 3
has "what is over is seen as missing" o/public/register.html '<span class="badge missing">未见公开</span>'
has "what is not yet over, too" o/public/register.html '<span class="badge waiting">未到期</span>'
sed -i 's/"as_of": "[^"]*"/"as_of": "2025-08-06"/' o/content/site.json
status 0 "a day that is long past" "$MINGZHANG" build -C o
has "is told" stderr "o/content/register.csv:4: 2025-11-20 比 site.json 的“as_of”（2025-08-06）晚"
sed -i '/"as_of"/d' o/content/site.json
status 0 "no day to tell late from not yet due" "$MINGZHANG" build -C o
has "is told" stderr 'register.csv:2: 这份报告还没有公开。是逾期还是未到期'
has "nothing is then called missing in time" o/public/register.html '<span class="badge waiting">未见公开</span>'
has_not "nor not yet due" o/public/register.html 未到期
has_not "nor late" o/public/register.html 'badge missing'
has "and readers are told why" o/public/register.html 未见公开的不判断是否逾期

# ---- places
site l
ln -s /etc "l/content/reports/外"
status 2 "a link out of the site" "$MINGZHANG" build -C l
has "is named" stderr "外"
ok "is not followed" test ! -e "l/public/r/外"
site m
cp "m/$archives/2024-final.txt" "m/$archives/2022-final.txt"
status 0 "a year in the text that differs from the file's name" "$MINGZHANG" build -C m
has "is said" stderr "2022-final.txt"
has "with both years" stderr "文件名说是 2022 年度，正文写的是 2024 年度"
is "and only once" "$(grep -c 2022-final.txt: stderr)" 1
mkdir -p m/content/reports/某市/某市档案局
cp "$ROOT/$archives/2024-final.txt" m/content/reports/某市/某市档案局/
rm "m/$archives/2022-final.txt"
status 0 "a report in another department's folder" "$MINGZHANG" build -C m
has "is said" stderr '各表写的是“示例市示例区档案馆”，文件夹却是“某市档案局”'
is "of no other" "$(grep -c 文件夹却是 stderr)" 1
"$MINGZHANG" build -C m 2>stderr
has "and said again while it lies there" stderr 文件夹却是
echo '某市/某市档案局,某市档案局,示例市示例区档案馆,,,' >>m/content/departments.csv
status 0 "a former name" "$MINGZHANG" build -C m
has_not "is a name" stderr 文件夹却是

# ---- the day of a correction
site n
sed -i 's/"date": *"[0-9-]*"/"date": "2055-12-01"/' "n/$archives/2023-final.corrections.json"
status 0 "a correction of a day to come" "$MINGZHANG" build -C n
has "is said" stderr "2023-final.corrections.json"
has "with the site's day" stderr "更正的日期 2055-12-01 比 site.json 的“as_of”（2025-12-01）晚"
"$MINGZHANG" build -C n 2>stderr
has "and said again" stderr "2055-12-01"
sed -i 's/"as_of": "2025-12-01"/"as_of": "2055-12-01"/' n/content/site.json
status 0 "a site of that day" "$MINGZHANG" build -C n
has_not "says nothing" stderr "更正的日期"

# ---- the command line
status 2 "an unknown argument" "$MINGZHANG" build nonsense
status 2 "an unknown option" "$MINGZHANG" build --nonsense
status 2 "too many threads" "$MINGZHANG" build -j 5000
status 2 "too many threads, without a blank" "$MINGZHANG" build -j5000
has "is a value all the same" stderr "1024"
status 0 "help" "$MINGZHANG" build --help
has "help names -C" stdout "--site"

# ---- what other machines read
ok "findings are JSON" jq --exit-status 'type == "array"' "a/public/${page%index.html}findings.json"
has "a data set for search engines" "a/public/$page" 'application/ld+json'
ok "without an address no site map" test ! -e a/public/sitemap.xml
has "the feed links relatively then" a/public/feed.xml 'href="r/'
has "a correction is an entry of its own" a/public/feed.xml "2025-01-10T00:00:00+08:00"
has "robots.txt is there" a/public/robots.txt "Allow: /"

# ---- former addresses: departments.csv gives the archives a former name
former=r/示例市示例区/示例市示例区档案管理所
ok "the page of a former name leads on" grep -q 'http-equiv="refresh" content="0; url=../[^"]*/index.html"' "a/public/$former/index.html"
ok "so do those of its reports" test -f "a/public/$former/2024-final/index.html"
for page_of_report in 2024-final/{source,checks}.html compare.html; do
    ok "and $page_of_report" grep -q "url=../[^\"]*/${page_of_report##*/}\"" "a/public/$former/$page_of_report"
done
site u
mkdir -p "u/$archives/某站"
cp "$ROOT/$archives/2024-final.txt" "u/$archives/某站/"
status 0 "a department that had another name has a unit" "$MINGZHANG" build -C u --check-links
has "all links lead somewhere" stderr "坏的 0 个"
ok "the unit's old address leads on" grep -q 'url=../[^"]*/source.html"' "u/public/$former/某站/2024-final/source.html"

# ---- open data
report=${page%index.html}
for file in "${report}workbook.xlsx" "${report}figures/totals.png" "${report}datapackage.json" datapackage.json \
    data/示例市示例区/2024-final.csv data/parts.csv data/codes.csv data/tables.csv data/columns.csv data/rows.csv; do
    ok "there is ${file##*/}" test -s "a/public/$file"
done
ok "every sum is right" sh -c 'cd a/public && sha256sum --quiet -c SHA256SUMS data/*/*.sha256'
is "the sums name every file that is no page" "$(cat a/public/SHA256SUMS a/public/data/*/*.sha256 | cut -c67- | sort)" \
    "$(cd a/public && find data r datapackage.json -type f ! -name '*.html' ! -name compare.js | sort)"
is "the whole site has the lines of its reports" "$(cat a/public/data/*/*.csv | grep -vc '^region,')" \
    "$(cat a/public/r/*/*/*/tidy.csv | grep -vc '^table,')"
# Names of projects and units are the reports' own; no other row, column or table is missing from the lists.
is "the lists name what stands in the data" "$(cd a/public/data && awk -F, '
    FNR == 1 { next }
    FILENAME == "tables.csv" { tables[$1, $2] }
    FILENAME == "columns.csv" { columns[$1, $2, $3] }
    FILENAME == "rows.csv" { rows[$1, $2, $3] }
    FILENAME == "codes.csv" { codes[$2]; if ($4 != "" && !($4 in codes)) print "parent", $0 }
    FILENAME !~ /\// || /^([^,]*,)*"/ { next }
    !(($4, $5) in tables) { print "table", $0 }
    !(($4, $5, $8) in columns) { print "column", $0 }
    !(($4, $5, $6) in rows) && !($6 in codes) && $5 !~ /^(projects|carryover)$/ { print "row", $0 }
    ' tables.csv columns.csv rows.csv codes.csv */*.csv)" ""
has "the page lists the workbook" "a/public/$page" 'href="workbook.xlsx" download'
has "and its sum" "a/public/$page" "$(sha256sum "a/public/${report}workbook.xlsx" | cut -c1-64)"
has "a department is an organization" "a/public/${report%2024-final/}index.html" '"@type":"GovernmentOrganization"'
site lean
sed -i 's|"title": "明账",|"title": "明账", "downloads": {"xlsx": false, "png": false},|' lean/content/site.json
status 0 "without workbooks and PNG" "$MINGZHANG" build -C lean --check-links
is "there are none" "$(find lean/public -name '*.xlsx' -o -name '*.png')" ""
: >"lean/$archives/2024-final.txt"
status 2 "a report that is held" "$MINGZHANG" build -C lean
ok "keeps its sums" sh -c 'cd lean/public && sha256sum --quiet -c SHA256SUMS data/*/*.sha256 &&
    grep -q 2024-final/tidy.csv data/示例市示例区/2024-final.sha256'
has "and its lines in the whole site's data" lean/public/data/示例市示例区/2024-final.csv "示例市示例区档案馆,2024,final,summary"
site fontless
echo '<fontconfig></fontconfig>' >no-fonts.conf
status 0 "a machine without a Chinese font" env FONTCONFIG_FILE="$PWD/no-fonts.conf" "$MINGZHANG" build -C fontless --check-links
is "says so once" "$(grep -c fonts-noto-cjk stderr)" 1
is "leaves the PNGs out" "$(find fontless/public -name '*.png')" ""
ok "and has the figures as SVG" test -s "fontless/public/${report}figures/totals.svg"
status 0 "when there is a font again" "$MINGZHANG" build -C fontless
same_tree "the PNGs are there" fontless/public a/public
sed -i 's|"xlsx": false|"xlsx": 0|' lean/content/site.json
status 2 "a switch is true or false" "$MINGZHANG" build -C lean
has "and named" stderr "downloads.xlsx"
TMPDIR=/nonexistent status 2 "no room for temporary files" "$MINGZHANG" build -C a -o t
ok "the rest is built" test -s "t/$page"
site n
sed -i 's|"title": "明账",|"title": "明账", "base": "https://example.org/x/",|' n/content/site.json
cp -r n/content own
for out in n n/content n/assets/x ./n/../n; do
    status 2 "pages are not written among the sources: $out" "$MINGZHANG" build -C n -o "$out"
done
has "the folder is told" stderr "n/../n"
ok "and the sources are as before" diff -r n/content own
status 0 "a site that knows its address" "$MINGZHANG" build -C n --check-links
has "a wrong address, however deep, gets a page with its style" n/public/404.html 'href="https://example.org/x/assets/base.css"'
has "the feed has the newest report" n/public/feed.xml "2025-08-20T00:00:00+08:00"
has "the site map has addresses" n/public/sitemap.xml "<loc>https://example.org/x/index.html</loc>"
has "robots.txt names it" n/public/robots.txt "Sitemap: https://example.org/x/sitemap.xml"
has "the picture of a shared link" "n/public/$page" '<meta property="og:image" content="https://example.org/x/r/'
has "a page names its address" n/public/index.html '<link rel="canonical" href="https://example.org/x/index.html">'

# ---- init
status 0 "a new site" "$MINGZHANG" init new
status 2 "not over another" "$MINGZHANG" init new
mkdir -p new/content/reports/某区/某局
cp "$ROOT/$archives/2024-final.txt" new/content/reports/某区/某局/
status 0 "is built with a report of one's own" "$MINGZHANG" build -C new --check-links
ok "and has its page" test -s new/public/r/某区/某局/2024-final/index.html
status 2 "init without a folder" "$MINGZHANG" init
