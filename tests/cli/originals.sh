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
settings ', "page_images": "yes"'
status 2 "a wrong setting" "$MINGZHANG" build -C site
has "is said" stderr "page_images"
