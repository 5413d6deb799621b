# mingzhang chart: figures of the demo's reports as files and on standard output, and what is refused.
. "$(dirname "$0")/../lib.sh"

report=$(find "$ROOT/content/reports" -name '*-final.txt' | LC_ALL=C sort | head -1)
[[ -n $report ]] || skip_all "no report in content/"

for figure in income expenditure class 2 3; do
    status 0 "$figure as SVG" "$MINGZHANG" chart "$report" --figure "$figure" -o "$figure.svg"
    has "$figure is an svg element" "$figure.svg" '<svg xmlns="http://www.w3.org/2000/svg"'
    has_not "$figure has no style attributes" "$figure.svg" 'style='
done
file_is "2 is income" 2.svg income.svg
file_is "3 is expenditure" 3.svg expenditure.svg
status 0 "standard output" "$MINGZHANG" chart "$report" -f income
file_is "standard output is the same" stdout income.svg
status 0 "PNG" "$MINGZHANG" chart "$report" -f income -o income.png -w 600
is "PNG is one" "$(head -c 4 income.png | tail -c 3)" PNG
status 0 "a series of one year" "$MINGZHANG" chart "$report" -f series -o series.svg

has_not "figures of a real department have no mark" income.svg '示例数据'
made_up=$(find "$ROOT/content/reports" -path '*示例*' -name '*-final.txt' | LC_ALL=C sort | head -1)
status 0 "a made-up report" "$MINGZHANG" chart "$made_up" -f income -o made-up.svg
has "figures of a made-up department are marked" made-up.svg '>示例数据（虚构）</text>'

status 2 "no figure" "$MINGZHANG" chart "$report" -o a.svg
status 2 "an unknown figure" "$MINGZHANG" chart "$report" -f pie -o a.svg
has "the message lists the figures" stderr sangong
status 2 "an unknown ending" "$MINGZHANG" chart "$report" -f income -o a.gif
status 2 "no file" "$MINGZHANG" chart -f income -o a.svg
status 2 "two files for one report's figure" "$MINGZHANG" chart "$report" "$report" -f income -o a.svg
status 2 "a file that is not there" "$MINGZHANG" chart nothing.txt -f income -o a.svg
has "the message names it" stderr nothing.txt
status 2 "a folder that is not there" "$MINGZHANG" chart "$report" -f income -o none/a.svg
status 2 "a width out of reason" "$MINGZHANG" chart "$report" -f income -o a.png -w 100000
not_ok "nothing was written" test -e a.svg -o -e a.png
