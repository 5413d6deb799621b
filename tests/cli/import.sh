# import: a folder of mixed documents is sorted into a site; nothing is overwritten; what is not recognised is listed.
. "$(dirname "$0")/../lib.sh"

demo=$ROOT/content/reports/示例市示例区/示例市示例区档案馆
mkdir -p 下载/内 site/content
echo '{"title": "示例", "publisher": "示例"}' > site/content/site.json
cp "$demo/2024-final.txt" "下载/决算 公开.txt"
cp "$demo/2025-budget.txt" 下载/内/b.TXT
echo "不是报告" > 下载/说明.txt
head -c 2000 /dev/zero > 下载/图.png
printf '%%PDF-1.4\nbroken' > 下载/坏.pdf
ln -s /etc 下载/link

status 3 "what is not recognised counts as unread" "$MINGZHANG" import 下载 -C site --region 示例市
place=site/content/reports/示例市/示例市示例区档案馆
file_is "the final accounts are in their place" "$place/2024-final.txt" "$demo/2024-final.txt"
file_is "the budget is in its place" "$place/2025-budget.txt" "$demo/2025-budget.txt"
has "a note is listed" stdout "说明.txt"
has "a damaged PDF is listed with the reason" stdout "PDF 已损坏"
has "a picture is listed" stdout "图.png"
has_not "links are not followed" stdout "passwd"

status 3 "a second time" "$MINGZHANG" import 下载 -C site --region 示例市
is "what is there is known" "$(grep -c '^已有' stdout)" 2

echo "注：新的一版" >> "下载/决算 公开.txt"
status 3 "another version" "$MINGZHANG" import 下载 -C site --region 示例市
has "is refused with the reason" stdout "内容不同"
file_is "and nothing is overwritten" "$place/2024-final.txt" "$demo/2024-final.txt"

rm -rf 好 && mkdir 好 && cp "$demo/2023-final.txt" 好/a.txt
status 0 "a dry run" "$MINGZHANG" import 好 -C site -n
not_ok "copies nothing" test -e site/content/reports/好
cp 好/a.txt 好/b.txt && { cat 好/a.txt; echo "注：新的一版"; } > 好/c.txt
status 3 "a dry run over several files of one report" "$MINGZHANG" import 好 -C site -n
is "says what would be put once" "$(grep -c '^将导入' stdout) $(grep -c '^已有' stdout) $(grep -c '^未导入.*内容不同' stdout)" "1 1 1"
rm 好/b.txt 好/c.txt
status 0 "the region is the folder's name by default" "$MINGZHANG" import 好 -C site
ok "and the report is there" test -e site/content/reports/好/示例市示例区档案馆/2023-final.txt

mkdir parts && head -n 130 "$demo/2024-final.txt" > parts/1.txt && tail -n +131 "$demo/2024-final.txt" > parts/2.txt
status 0 "a folder of parts is one report" "$MINGZHANG" parse --tidy parts
cp stdout parts.csv
cp "$demo/2024-final.txt" whole.txt
status 0 "the whole" "$MINGZHANG" parse --tidy whole.txt
file_is "gives the same amounts" parts.csv stdout

status 0 "the known tables" "$MINGZHANG" forms
has "are listed" stdout "收入支出决算总表"
status 0 "a report's tables" "$MINGZHANG" forms "$demo/2024-final.txt"
is "one a line, and the family" "$(wc -l < stdout)" 10
has "which is told" stdout "hubei-final"
status 2 "no site" "$MINGZHANG" import 好
has "and says how to make one" stderr "mingzhang init"
not_ok "nothing is written" test -e content
status 2 "no such folder" "$MINGZHANG" import nowhere -C site
has "and says so in the language of its user" stderr "没有这个文件夹"
status 2 "no folder at all" "$MINGZHANG" import
