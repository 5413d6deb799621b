# Documents themselves: offered with their SHA-256 beside the page, not where personal data was found, unless site.json says so.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT

# The demo's text as a web page: lines with tabs become rows.
page() {
    echo '<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>t</title><body>'
    awk -F'\t' 'NF > 1 { printf "%s<tr>", (open ? "" : "<table>"); open = 1
                         for (i = 1; i <= NF; i++) printf "<td>%s</td>", $i; print "</tr>"; next }
                { if (open) print "</table>"; open = 0; print "<p>" $0 "</p>" }' \
        "$ROOT/content/reports/示例市示例区/示例市示例区档案馆/2024-final.txt"
}
settings() {
    printf '{"title": "站"%s}\n' "$1" >site/content/site.json
}

mkdir -p site/content/reports/市/局/2023-final site/content/reports/市/馆
page >site/content/reports/市/局/2024-final.html
page | head -n 150 >site/content/reports/市/局/2023-final/1表.html
page | tail -n +151 >site/content/reports/市/局/2023-final/2文.html
{ page; echo '<p>联系人：张三 联系电话：13812345678</p>'; } >site/content/reports/市/馆/2024-final.html
settings ''
status 0 "the site is built" "$MINGZHANG" build -C site --check-links
out=site/public/r/市
file_is "the document is there, byte for byte" $out/局/2024-final/original.html site/content/reports/市/局/2024-final.html
has "the page offers it" $out/局/2024-final/index.html 'href="original.html"'
has "with its SHA-256" $out/局/2024-final/index.html "$(sha256sum <site/content/reports/市/局/2024-final.html | cut -d' ' -f1)"
file_is "parts are offered one by one" $out/局/2023-final/original/2.html site/content/reports/市/局/2023-final/2文.html
not_ok "not where personal data was found" test -e $out/馆/2024-final/original.html
has "which is masked" $out/馆/2024-final/source.html "**"

settings ', "offer_originals": true'
status 0 "they are to be offered all the same" "$MINGZHANG" build -C site
ok "and are" test -e $out/馆/2024-final/original.html
settings ', "offer_originals": false'
status 0 "they are not to be offered" "$MINGZHANG" build -C site
not_ok "and are not" test -e $out/局/2024-final/original.html

# The document beside the text that was made of it.
settings ''
rm -r site/content/reports site/public
beside=site/content/reports/市/局
mkdir -p $beside
cp "$ROOT/content/reports/示例市示例区/示例市示例区档案馆/2024-final.txt" $beside/2024-final.txt
cp $beside/2024-final.txt $beside/2023-final.txt
page >$beside/2024-final.html
status 0 "a document beside its text" "$MINGZHANG" build -C site --check-links
file_is "is offered" $out/局/2024-final/original.html $beside/2024-final.html
has "in the page" $out/局/2024-final/index.html 'href="original.html"'
has "the text is what is read" $out/局/2024-final/source.html "2024-final.txt"
not_ok "a text without one has none" test -e $out/局/2023-final/original.html
status 0 "again" "$MINGZHANG" build -C site
has "nothing is written" stderr "写入 0，"
echo '<p>附注</p>' >>$beside/2024-final.html
status 0 "another document" "$MINGZHANG" build -C site
file_is "takes its place" $out/局/2024-final/original.html $beside/2024-final.html
has "with its SHA-256" $out/局/2024-final/index.html "$(sha256sum <$beside/2024-final.html | cut -d' ' -f1)"
cp $beside/2024-final.html clean.html
echo '<p>联系人：张三 联系电话：13812345678</p>' >>$beside/2024-final.html
status 0 "personal data in the document only" "$MINGZHANG" build -C site
not_ok "is not published" test -e $out/局/2024-final/original.html
has "which is said" stderr "2024-final.html: 这份原件没有供下载"
has_not "nor linked" $out/局/2024-final/index.html 'href="original.html"'
settings ', "offer_originals": true'
status 0 "unless it is to be" "$MINGZHANG" build -C site
ok "then it is" test -e $out/局/2024-final/original.html
settings ''
mv clean.html $beside/2024-final.html
status 0 "the clean one" "$MINGZHANG" build -C site
ok "is there again" test -e $out/局/2024-final/original.html
rm $beside/2024-final.html
status 0 "taken away" "$MINGZHANG" build -C site
not_ok "it is not left behind" test -e $out/局/2024-final/original.html
has_not "nor its link" $out/局/2024-final/index.html 'href="original.html"'
cp -r site/public kept
rm -r site/public
status 0 "a build from nothing" "$MINGZHANG" build -C site
status 0 "makes the same" diff -r kept site/public
printf '%%PDF-1.4 broken' >$beside/2024-final.pdf
status 0 "a document that cannot be read" "$MINGZHANG" build -C site
not_ok "is not offered" test -e $out/局/2024-final/original.pdf
has "which is said too" stderr "2024-final.pdf: 这份原件没有供下载"
settings ', "offer_originals": false'
status 0 "one that is not to be offered" "$MINGZHANG" build -C site
has_not "needs no word" stderr "没有供下载"

settings ', "page_images": "yes"'
status 2 "a wrong setting" "$MINGZHANG" build -C site
has "is said" stderr "page_images"
