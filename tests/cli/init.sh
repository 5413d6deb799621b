# init: a newcomer makes a site with nothing but what the program says.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT

status 0 "a new site" "$MINGZHANG" init site
has "it says where reports go" stderr "site/content/reports/"
has "and what to run" stderr "mingzhang serve -C site"
has "the README explains the places" site/content/reports/README.md "地区/部门/年份-final.txt"
status 0 "an empty site is built" "$MINGZHANG" build -C site
ok "without a note" test "$(grep -c 提醒 stderr)" = 0
for report in "$ROOT"/content/reports/示例市示例区/*/2024-final.txt; do
    mkdir -p site/content/reports/某市/某局 && cp "$report" site/content/reports/某市/某局/2024-final.txt
    break
done
status 0 "with a report" "$MINGZHANG" build -C site --check-links
has "and a note that nobody is named as its publisher yet" stderr 'site/content/site.json: “publisher.name”'
sed -i 's/请改成发布单位的名称/某市财政局/' site/content/site.json
"$MINGZHANG" build -C site 2>stderr
has_not "until somebody is" stderr publisher.name
ok "its page is there" test -s site/public/r/某市/某局/2024-final/index.html
has "the page of the site, too" site/public/about.html "唯一依据"
cp -r site before
status 2 "not over a site" "$MINGZHANG" init site
has "it says why" stderr "已经有一个网站"
same_tree "nothing was touched" site before
mkdir mine && echo mine >mine/.gitignore
status 0 "in a folder with files" "$MINGZHANG" init mine
is "which stay" "$(cat mine/.gitignore)" mine
status 2 "no folder named" "$MINGZHANG" init
echo x >file
status 2 "a file in the way" "$MINGZHANG" init file/site
