# build: whatever was changed since, a build on top of the last one gives the tree, the messages and the status of a
# build from nothing. Random edits, one seed; SEED and ROUNDS choose others.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT
RANDOM=${SEED:-6}
rounds=${ROUNDS:-40}

mkdir -p s/content
cp "$ROOT"/content/{departments,register}.csv s/content/
cp -r "$ROOT/content/pages" s/content/
mkdir -p s/content/reports
cp -r "$ROOT/content/reports/示例市示例区" s/content/reports/
# Workbooks and PNGs take most of the time of a build and are made like all other files.
sed 's|"title": "明账",|"title": "明账", "downloads": {"xlsx": false, "png": false},|' "$ROOT/content/site.json" \
    >s/content/site.json
reports=s/content/reports
source=$(find "$ROOT/content/reports/示例市示例区" -name '2024-final.txt' | head -n 1)

# ---- edits; each says what it does

# (No edit in $(…): a shell of its own would have random numbers of its own.)
# pick WORD…: sets picked to one of them
pick() {
    local all=("$@")
    picked=${all[RANDOM % ${#all[@]}]}
}
# report: sets file to one of the reports
report() {
    local all
    mapfile -t all < <(find $reports -name '*-*.txt' | sort)
    ((${#all[@]})) || return 1
    pick "${all[@]}"
    file=$picked
}
# change FILE SED-SCRIPT
change() { sed "$2" "$1" >x && cat x >"$1"; }
# change_first FILE: another digit in its first amount.
change_first() { change "$1" "0,/[0-9]\.[0-9][0-9]/s/[0-9]\(\.[0-9][0-9]\)/$((RANDOM % 10))\1/"; }

edit_amount() {
    local file line
    report || return
    line=$(grep -nE '[0-9]\.[0-9][0-9]' "$file" | sed -n "$((RANDOM % 60 + 1))p" | cut -d: -f1)
    echo "an amount of $file:$line"
    change "$file" "${line:-1}s/[0-9]\(\.[0-9][0-9]\)/$((RANDOM % 10))\1/"
}
edit_total() {
    local file
    report || return
    echo "all 总计 of $file"
    change "$file" "/总计/s/[0-9]\(\.[0-9][0-9]\)/$((RANDOM % 10))\1/g"
}
edit_name() {
    local file
    report || return
    echo "the name in $file"
    change "$file" "s/档案馆/档案$((RANDOM % 2))馆/g"
}
edit_add() {
    local year=$((2015 + RANDOM % 12)) place kind=final
    pick 某区/某局 某区/某局/下属一所 某区/某局/下属二所 某区/某局-二 示例市示例区/示例市示例区档案馆 别区/别局
    place=$picked
    echo "a report $place/$year"
    mkdir -p "$reports/$place"
    sed "s/2024年/${year}年/g; s/2023年/$((year - 1))年/g" "$source" >"$reports/$place/$year-$kind.txt"
}
edit_budget() {
    local year=$((2022 + RANDOM % 4)) file
    echo "a budget of 某局 $year"
    file=$(find "$ROOT/content/reports/示例市示例区" -name '*-budget.txt' | head -n 1)
    mkdir -p $reports/某区/某局
    sed "s/2025年/${year}年/g" "$file" >$reports/某区/某局/$year-budget.txt
}
edit_remove() {
    local file
    report || return
    echo "without $file"
    rm -f "$file"
}
edit_move() {
    echo "某局 is renamed"
    if [[ -d $reports/某区/某局 ]]; then mv $reports/某区/某局 $reports/某区/新局; else mv $reports/某区/新局 $reports/某区/某局; fi 2>/dev/null
}
edit_corrections() {
    local file
    file=$(find $reports -name '2023-final.corrections.json' | head -n 1)
    echo "corrections"
    if [[ -n $file ]]; then
        if ((RANDOM % 2)); then rm "$file"; else change "$file" "s/\"reason\": \"/&$((RANDOM % 10))/"; fi
    elif [[ -e $reports/示例市示例区/示例市示例区档案馆/2023-final.txt ]]; then
        cp "$ROOT"/content/reports/示例市示例区/示例市示例区档案馆/2023-final.corrections.json \
            $reports/示例市示例区/示例市示例区档案馆/
    fi
}
edit_suppressions() {
    local file
    report || return
    echo "suppressions of $file"
    file=${file%.txt}.suppressions.csv
    if [[ -e $file ]]; then
        rm "$file"
    else
        pick narrative table eq series doc no-such-check
        printf 'report,check,place,reason,until\n,%s,,随机,\n' "$picked" >"$file"
    fi
}
edit_meta() {
    local file
    report || return
    echo "meta data of $file"
    printf '{"url": "https://example.org/%s", "published": "2025-0%d-01"}\n' $RANDOM $((RANDOM % 9 + 1)) \
        >"${file%.txt}.meta.json"
}
edit_title() {
    echo "the title of the site"
    change s/content/site.json "s/\"title\": \"[^\"]*\"/\"title\": \"明账$((RANDOM % 10))\"/"
}
edit_base() {
    echo "the address of the site"
    if grep -q '"base"' s/content/site.json; then
        change s/content/site.json 's|"base": "[^"]*",||'
    else
        change s/content/site.json 's|"title":|"base": "https://example.org/", "title":|'
    fi
}
edit_departments() {
    echo "departments.csv"
    if ((RANDOM % 2)); then
        printf '某区/某局,某局全名%d,,,,\n' $RANDOM >x
    else
        printf '某区/某局,某局全名,旧名%d,,moved-%d,假的\n' $RANDOM $((RANDOM % 3)) >x
    fi
    grep -v '^某区/某局' s/content/departments.csv | cat - x >y
    cat y >s/content/departments.csv
}
edit_register() {
    echo "register.csv"
    if [[ -e s/content/register.csv ]] && ((RANDOM % 3 == 0)); then
        rm s/content/register.csv
    else
        cp "$ROOT/content/register.csv" s/content/
        printf '某区,某局,final,2024,2025-08-0%d,,,\n' $((RANDOM % 9 + 1)) >>s/content/register.csv
    fi
}
edit_template() {
    local name
    pick "$ROOT"/templates/*.mustache
    name=$(basename "$picked")
    echo "template $name"
    mkdir -p s/templates
    if [[ -e s/templates/$name ]]; then
        rm "s/templates/$name"
    else
        { cat "$ROOT/templates/$name" && echo "<!-- $RANDOM -->"; } >"s/templates/$name"
    fi
}
edit_asset() {
    echo "assets"
    mkdir -p s/assets/own
    if [[ -e s/assets/base.css ]]; then rm s/assets/base.css; else echo "body{}" >s/assets/base.css; fi
    echo $RANDOM >s/assets/own/$((RANDOM % 3)).txt
}
edit_page() {
    echo "a page in CommonMark"
    printf -- '---\ntitle: 页%d\nnav: %d\n---\n正文%d\n' $((RANDOM % 3)) $((RANDOM % 2 * 5)) $RANDOM >s/content/pages/own$((RANDOM % 2)).md
    ((RANDOM % 3)) || rm -f s/content/pages/own0.md
}
edit_parts() {
    local file
    report || return
    echo "$file as a folder of parts"
    mkdir -p "${file%.txt}"
    head -n 60 "$file" >"${file%.txt}/1.txt"
    tail -n +61 "$file" >"${file%.txt}/2.txt"
    rm "$file"
}
edit_part() {
    local file
    file=$(find $reports -path '*-final/2.txt' | sort | head -n 1)
    [[ -n $file ]] || return
    echo "an amount in $file"
    change_first "$file"
}
edit_cache() {
    local file=s/.mingzhang/public.cache size
    [[ -e $file ]] || return
    size=$(stat -c %s $file)
    case $((RANDOM % 4)) in
    0) echo "no cache" && rm $file ;;
    1) echo "a cache cut short" && truncate -s $((RANDOM * RANDOM % size)) $file ;;
    2) echo "a damaged cache" && printf 'x' | dd of=$file bs=1 seek=$((RANDOM * RANDOM % size)) conv=notrunc status=none ;;
    3) echo "no state" && rm s/.mingzhang/public.state ;;
    esac
}
edit_output() {
    local file
    file=$(find s/public -type f ! -name '.mingzhang*' | sort | sed -n "$((RANDOM % 80 + 1))p")
    [[ -n $file ]] || return
    echo "the output file $file"
    case $((RANDOM % 3)) in
    0) rm "$file" ;;
    1) { cat "$file" && echo x; } >y && mv y "$file" ;;
    2) # within a folder that looks as it did: for --verify
        echo x >>"$file"
        "$MINGZHANG" build -q -C s --no-sync --verify 2>/dev/null
        ;;
    esac
}
edit_settings() {
    local key value
    pick as_of:2025-0$((RANDOM % 9 + 1))-01 mark:标记$((RANDOM % 3)) subtitle:副题$((RANDOM % 3)) language:zh-Hans description:说明$((RANDOM % 3))
    key=${picked%%:*} value=${picked#*:}
    echo "$key in site.json"
    change s/content/site.json "s/\"$key\": \"[^\"]*\", *//"
    ((RANDOM % 4)) && change s/content/site.json "s/\"title\":/\"$key\": \"$value\", &/"
}
edit_originals() {
    pick true false
    echo "offer_originals $picked"
    change s/content/site.json 's/"offer_originals": [a-z]*, *//'
    ((RANDOM % 3)) && change s/content/site.json "s/\"title\":/\"offer_originals\": $picked, &/"
}
edit_downloads() {
    pick true false
    echo "PNG $picked"
    change s/content/site.json "s/\"png\": [a-z]*/\"png\": $picked/"
}
edit_forms() {
    echo "forms.json"
    if [[ -e s/content/forms.json ]] && ((RANDOM % 2)); then
        rm s/content/forms.json
    else
        printf '{"format": "mingzhang-forms/1", "final": {"general": {"titles": ["另一种叫法%d表"]}}, "budget": {}}\n' \
            $((RANDOM % 3)) >s/content/forms.json
    fi
}
edit_json() {
    local file
    report || return
    echo "$file as JSON"
    if [[ -e ${file%.txt}.json ]]; then
        if ((RANDOM % 2)); then
            rm "${file%.txt}.json"
        else
            change "${file%.txt}.json" "s/\"text\": \"[0-9]\(\.[0-9][0-9]\)\", \"amount\": \"[0-9]*\"/\"text\": \"$((RANDOM % 9))\1\"/"
        fi
    else
        "$MINGZHANG" parse "$file" >"${file%.txt}.json" 2>/dev/null
    fi
}
edit_web() {
    local file
    report || return
    echo "$file as a page of the web"
    { echo '<html><body><pre>' && cat "$file" && echo '</pre></body></html>'; } >"${file%.txt}.html"
    rm "$file"
}
edit_web_back() {
    local file
    file=$(find $reports -name '*.html' | sort | head -n 1)
    [[ -n $file ]] || return
    echo "$file changes"
    if ((RANDOM % 2)); then change_first "$file"; else rm "$file"; fi
}
edit_year() {
    local file
    report || return
    echo "$file is of another year"
    mv "$file" "${file%/*}/$((2010 + RANDOM % 20))-final.txt"
}
edit_swap() {
    local file other
    report || return
    other=$file
    report || return
    [[ $file != "$other" ]] || return
    echo "$file and $other change places"
    mv "$file" z && mv "$other" "$file" && mv z "$other"
}
edit_link() {
    local file
    report || return
    echo "$file is a link"
    mkdir -p s/content/reports/texts
    mv "$file" "s/content/reports/texts/$round.text" && ln -s "$PWD/s/content/reports/texts/$round.text" "$file"
}
edit_foreign() {
    echo "somebody else's file"
    theirs=$(find s/public -type d | sort | sed -n "$((RANDOM % 40 + 1))p")/theirs.txt
    echo theirs >"$theirs"
}
edit_wrong() {
    pick content/site.json content/forms.json content/departments.csv content/register.csv templates/report.mustache
    echo "$picked is wrong for a while"
    mkdir -p s/templates
    if [[ -e s/$picked ]]; then cp "s/$picked" z; else rm -f z; fi
    printf '{{#' >"s/$picked"
    "$MINGZHANG" build -q -C s --no-sync 2>/dev/null
    if [[ -e z ]]; then cp z "s/$picked" && rm z; else rm "s/$picked"; fi
}
edit_nothing() { echo "nothing"; }
edit_stamps() {
    local file
    report || return
    echo "size and time of $file stay"
    cp -p "$file" z
    change "$file" "s/[0-9]\(\.[0-9][0-9]\)/$((RANDOM % 10))\1/"
    touch -r z "$file"
}
edit_held() {
    local file
    report || return
    echo "$file is broken for a while"
    cp "$file" z
    : >"$file"
    "$MINGZHANG" build -q -C s --no-sync 2>/dev/null
    cp z "$file"
}

# ---- nothing changed: not even the cache is written. (A text in GB18030 makes the program load more libraries.)
iconv -f UTF-8 -t GB18030 "$source" >x && cat x >"$reports/示例市示例区/示例市示例区档案馆/2024-final.txt"
status 0 "a first build" "$MINGZHANG" build -C s --no-sync
sleep 0.1
status 0 "a second, which finds all files old enough to be believed" "$MINGZHANG" build -C s --no-sync
has "writes nothing" stderr "写入 0，"
cache=$(stat -c %i s/.mingzhang/public.cache)
status 0 "a third" "$MINGZHANG" build -C s --no-sync
is "leaves the cache alone" "$(stat -c %i s/.mingzhang/public.cache)" "$cache"

# both: a build on top of the last, and one from nothing
both() {
    rm -rf s/fresh s/.mingzhang/fresh.*
    "$MINGZHANG" build -C s --no-sync >stdout 2>stderr
    got=$?
    "$MINGZHANG" build -C s --no-sync -o s/fresh >stdout.fresh 2>stderr.fresh
    wanted=$?
}

mapfile -t edits < <(compgen -A function | grep '^edit_' | grep -v '^edit_amount$' | sort)
differences= theirs=
for ((round = 0; round < rounds; round++)); do
    # All edits in turn; in every second round an amount besides.
    { ${edits[round % ${#edits[@]}]} && { ((round % 2)) || edit_amount; }; } >said 2>/dev/null
    said=$(tr "\n" "," <said)
    [[ -n $said ]] || continue
    both
    if grep -q '未能读取' stderr.fresh; then # its last pages stay; so the tree depends on what was before
        said+=" then without what cannot be read"
        sed -n "s|^mingzhang: \($reports/[^:]*\):.*|\1|p" stderr.fresh | xargs -d '\n' rm -f
        both
    fi
    if [[ -n $theirs ]]; then
        [[ -e $theirs ]] || differences+="$round $said: $theirs is gone"$'\n'
        rm -f "$theirs"
        rmdir -p --ignore-fail-on-non-empty "${theirs%/*}" 2>/dev/null
        theirs=
    fi
    sed -i '/^文件：/d; /^用浏览器打开/d' stderr stderr.fresh
    same_tree "$round: $said" s/public s/fresh
    cmp -s stderr stderr.fresh || differences+="$round $said: messages"$'\n'"$(diff stderr.fresh stderr | head -n 6)"$'\n'
    ((got == wanted)) || differences+="$round $said: status $got, not $wanted"$'\n'
done
is "and every build said what one from nothing says" "$differences" ""
