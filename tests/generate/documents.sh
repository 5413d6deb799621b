#!/bin/bash
# documents.sh BUILD [COUNT [FROM]]: generated reports as documents of every kind, and whether every amount comes back.
#
# COUNT reports (40) from number FROM (1) on are set as web pages, printed to PDF by Chromium, LibreOffice and cairo in
# several looks, and saved as DOCX and XLSX: six documents each. Prints one line a document that came back with a
# fault, its faults, and a sum of each kind of document; fails when there is any. What is not installed is left out, and
# that is said.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$1" && pwd)/documents
count=${2:-40} from=${3:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/office"

for kind in text xlsx cairo; do
    "$program" $kind "$folder" "$from" "$count"
done
if [[ -d $here/../browser/node_modules ]] && command -v node >/dev/null &&
    { command -v chromium || command -v chromium-browser; } >/dev/null; then
    node "$here/../browser/print.mjs" "$folder"
else
    echo "no Chromium or tests/browser/node_modules: neither web pages nor PDF by Chromium and LibreOffice"
fi
if command -v soffice >/dev/null && compgen -G "$folder/*.html" >/dev/null; then
    for page in "$folder"/*.html; do
        name=$(basename "$page" .html)
        cp "$page" "$folder/office/${name%.*}.office-${name##*.}.html"
    done
    for format in pdf "docx:MS Word 2007 XML"; do
        soffice "-env:UserInstallation=file://$folder/profile" --headless "--infilter=HTML (StarWriter)" \
            --convert-to "$format" --outdir "$folder/office" "$folder"/office/*.html >/dev/null 2>&1
    done
    rm "$folder"/office/*.html
else
    echo "no LibreOffice: no PDF and DOCX by it"
fi
status=0
find "$folder" -name '*-c*.*' ! -name '*.txt' ! -path "$folder/profile/*" -type f -print0 | sort -z |
    xargs -0 -P "$(nproc)" -n 8 "$program" judge >"$folder/verdicts" || status=1
grep -v '^ok' "$folder/verdicts" || true
# 12-clean.chromium-plain.pdf is "PDF chromium", 12-clean.xlsx "XLSX". Wrong amounts that are marked uncertain mislead
# nobody; "wrong" are the others.
awk -F'\t' '/^(ok|FAULT)\t/ {
        parts = split($2, part, /[.-]/)
        kind = toupper(part[parts]) (part[parts] == "pdf" ? " " part[3] : "")
        n[kind]++; amounts[kind] += $3; right[kind] += $4; wrong[kind] += $5 + $7; well[kind] += $1 == "ok"
    }
    END {
        for (kind in n)
            printf "%s\t%d documents, %d well; %d of %d amounts right, %d wrong\n", kind, n[kind], well[kind],
                right[kind], amounts[kind], wrong[kind]
        exit length(n) == 0
    }' "$folder/verdicts" | sort
exit $status
