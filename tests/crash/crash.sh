# Builds that are killed, that run out of room, whose files cannot be written or vanish: every published file is the old
# one or the new one, the next build puts the rest right, nothing of ours stays lying about.
#
# Two versions of a small site of generated reports take turns. KILLS=n kills n builds (make crash: 200).
# A kill comes at the n-th change of the file system (tests/crash/fault.c) or at any moment; RANDOM decides, from SEED.
[[ -d /dev/shm && -w /dev/shm ]] && export TMPDIR=/dev/shm
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT
fault=$BUILD/fault.so
[[ -x $BUILD/bench/site && -e $fault ]] || skip_all "the generator of sites is not built"
kills=40
[[ $BUILD == */san ]] && kills=12
kills=${KILLS:-$kills}
RANDOM=${SEED:-20251201}
# The sanitizers want to be the first library.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0

build() { "$MINGZHANG" build -C site --no-sync "$@"; }
# with FAULT COMMAND...: the command, with trouble.
with() { MZ_FAULT=$1 LD_PRELOAD=$fault "${@:2}"; }
listing() { (cd "$1" && find . -name '.mingzhang-*' -prune -o -type f -exec sha256sum {} + | sort); }
ours() { find site/public -name '.mingzhang-tmp-*' -o -name '.mingzhang-journal'; }

# ---- the two versions
"$BUILD/bench/site" site 6 || skip_all "no site could be generated"
cp -r site/content a
cp -r a b
# Each has a mistake, as in version c below, so that from b to c the lists of findings stay about as long.
find b -name '*-final.txt' -exec sed -i '0,/[1-9]\.[0-9][0-9]/s//7.77/' {} \;
gone=$(find b -name '2023-budget.txt')
sed 's/2023年/2029年/g; s/2022年/2028年/g' "$gone" >"${gone%/*}/2029-budget.txt"
rm "$gone"
sed -i 's/虚构省财政公开/又一个名字/' b/site.json

# turn NAME: the site's content is that version from now on.
turn() {
    rm -rf site/content
    cp -r "$1" site/content
}
for version in a b; do
    turn $version
    rm -rf site/public site/.mingzhang
    build -q 2>/dev/null
    listing site/public >$version.list
    cut -c67- $version.list >$version.names
done
sort -u a.list b.list >both.list
sort a.names b.names | uniq -d >stay.names
ok "the versions differ and have much in common" test "$(wc -l <stay.names)" -gt 300 -a "$(comm -13 a.list b.list | wc -l)" -gt 20
LD_PRELOAD=$fault MZ_FAULT_COUNT=$PWD/count build -q
ok "changes are counted" test -s count
turn a
LD_PRELOAD=$fault MZ_FAULT_COUNT=$PWD/count build -q
changes=$(tail -n 1 count)
ok "a build from one version to the other changes something" test "$changes" -gt 100

# old_or_new: each file there is that of one version, and none that both have is missing.
old_or_new() {
    listing site/public >now.list
    comm -23 now.list both.list
    cut -c67- now.list | sort | comm -13 - stay.names
}

# repaired NAME: the next build makes exactly that version.
repaired() {
    build -q 2>said || { echo "status $?" && head -n 5 said; }
    listing site/public | diff - "$1.list" | head -n 5
    ours
}

# ---- killed
{ time build -q; } 2>times
seconds=$(sed -n 's/^real.*m\([0-9.]*\)s$/\1/p' times)
version=a dead=0
: >wrong
for ((i = 0; i < kills; i++)); do
    [[ $version == a ]] && version=b || version=a
    turn $version
    if ((i % 2)); then
        with "kill $((RANDOM % changes + 1))" "$MINGZHANG" build -C site --no-sync -q >/dev/null 2>&1
    else
        timeout -s KILL "$(awk -v s="$seconds" -v r=$RANDOM 'BEGIN { print 0.01 + s * r / 32768 }')" \
            "$MINGZHANG" build -C site --no-sync -q >/dev/null 2>&1
    fi 2>/dev/null
    (($? >= 124)) && dead=$((dead + 1))
    old_or_new >>wrong
    # Sometimes the next one comes for the other version, without a repair.
    if ((RANDOM % 4)); then
        repaired $version >>wrong
    fi
done 2>/dev/null
is "$kills builds killed: every file is old or new, and the next build is right" "$(head -n 20 wrong)" ""
ok "at least half were killed before they ended ($dead of $kills)" test $((dead * 2)) -ge "$kills"
is "the last repair" "$(repaired $version)" ""

# ---- killed while all is new: a report is there with all of its files, or not at all
turn a
rm -rf site/public site/.mingzhang
LD_PRELOAD=$fault MZ_FAULT_COUNT=$PWD/count build -q 2>/dev/null
all=$(tail -n 1 count)
# torn: reports of which some files are there and others are not.
torn() {
    local folder
    find site/public/r -name '.mingzhang-*' -prune -o -name '20??-*' -type d -printf 'r/%P/\n' 2>/dev/null |
        while read -r folder; do
            diff <(cd site/public && find "$folder" -type f | sort) <(cut -c69- a.list | grep "^$folder" | sort) | head -n 3
        done
}
seen=0
: >wrong
for ((i = 1; i <= 10; i++)); do
    rm -rf site/public site/.mingzhang
    with "kill $((all * i / 24))" "$MINGZHANG" build -C site --no-sync -q >/dev/null 2>&1
    find site/public -name '.mingzhang-tmp-*' -type d | grep -q . && seen=$((seen + 1))
    listing site/public | comm -23 - a.list >>wrong
    torn >>wrong
    repaired a >>wrong
done 2>/dev/null
is "ten first builds killed: no report is there in part, and the next build is right" "$(head -n 20 wrong)" ""
ok "some were killed within a report ($seen)" test "$seen" -gt 2

# ---- killed while manifest and state are changed where they stand: at the end of a build that changes amounts only
cp -r b c
find c -name '*-final.txt' -exec sed -i '0,/[1-9]\.[0-9][0-9]/s//8.88/' {} \;
turn c
rm -rf site/public site/.mingzhang
build -q 2>/dev/null
listing site/public >c.list
for round in b c; do
    turn $round
    sleep 0.05
    build -q 2>/dev/null
    stat -c %i site/public/.mingzhang-manifest >>inodes
    cp site/public/.mingzhang-manifest $round.manifest
done
is "the manifest stays where it is" "$(sort -u inodes | wc -l)" 1
turn b
LD_PRELOAD=$fault MZ_FAULT_COUNT=$PWD/count build -q 2>/dev/null
few=$(tail -n 1 count)
version=b dead=0 unfit=0
: >wrong
for ((i = 0; i < 20; i++)); do
    [[ $version == b ]] && version=c || version=b
    turn $version
    with "kill $((few - 9 * i))" "$MINGZHANG" build -C site --no-sync -q >/dev/null 2>&1
    (($? >= 124)) && dead=$((dead + 1))
    cmp -s site/public/.mingzhang-manifest b.manifest || cmp -s site/public/.mingzhang-manifest c.manifest || unfit=$((unfit + 1))
    repaired $version >>wrong
    cmp site/public/.mingzhang-manifest $version.manifest >>wrong
done 2>/dev/null
is "20 such builds killed: the next one is right, and so is its manifest" "$(head -n 20 wrong)" ""
ok "most were killed before they ended ($dead of 20)" test $dead -ge 10
ok "some with a manifest of old and new lines ($unfit)" test $unfit -gt 0

# ---- workbooks are made in the folder for temporary files, where no next build looks
turn a
sed -i 's/"xlsx": false/"xlsx": true/' site/content/site.json
mkdir scratch
for moment in 0.03 0.06 0.1 0.15 0.2 0.3; do
    rm -rf site/public site/.mingzhang
    TMPDIR=$PWD/scratch timeout -s KILL $moment "$MINGZHANG" build -C site --no-sync -q >/dev/null 2>&1
done 2>/dev/null
is "builds that make workbooks leave nothing there when they are killed" "$(ls -A scratch)" ""
turn $version
rm -rf site/public
build -q 2>/dev/null

# ---- trouble that the program lives through. It may say that all is well only if it is.
# trouble NAME FAULT TIMES
trouble() {
    local i result said=0
    : >wrong
    for ((i = 0; i < $3; i++)); do
        [[ $version == a ]] && version=b || version=a
        turn $version
        with "$2 $((RANDOM % changes + 1))" "$MINGZHANG" build -C site --no-sync -q >stdout 2>stderr
        result=$?
        # Lists may say that a report could not be written.
        old_or_new | grep -E '/[0-9]{4}-(final|budget)/' >>wrong
        cut -c67- now.list | sort | comm -13 - stay.names | sed 's/^/gone: /' >>wrong
        if ((result == 0)); then
            listing site/public | diff - $version.list | head -n 5 >>wrong
        elif ((result != 2)) || ! [[ -s stderr ]]; then
            echo "status $result: $(head -c 300 stderr)" >>wrong
        else
            said=$((said + 1))
        fi
        find site/public -name '.mingzhang-tmp-*' >>wrong
        # One file, how many more, and in what state the output folder is.
        (($(wc -l <stderr) <= 3)) || echo "$(wc -l <stderr) lines of messages" >>wrong
        ((result == 0)) || tail -n 1 stderr | grep -qE "网站(没有写成|只写成一部分)：.*再运行一次|都没有改动" || tail -n 1 stderr >>wrong
        repaired $version >>wrong
    done
    is "$1: old or new, said, repaired" "$(head -n 20 wrong)" ""
    ok "$1 was noticed ($said of $3)" test $said -gt 0
}
some=$((kills / 5))
trouble "a full disk" full $some
trouble "one failure of the disk" broken $some

turn b
build -q
turn a
with "stuck .mingzhang-tmp-" status 0 "temporary files that cannot be removed" "$MINGZHANG" build -C site --no-sync
ok "some files were not needed" test -n "$(find site/public -name '.mingzhang-tmp-*')"
is "and are gone after the next build" "$(repaired a)" ""
turn b
with "fixed 1" status 2 "a folder that cannot be written" "$MINGZHANG" build -C site
ok "is said in a line or two" test "$(wc -l <stderr)" -le 2
has "and that nothing was changed" stderr "里面的文件都没有改动"
listing site/public >now.list
file_is "and nothing has changed" now.list a.list

# ---- a full disk as each command says it
disk_full() { with "full $1" status 2 "$2" "${@:3}"; }
disk_full 60 "a disk that is full in the middle" "$MINGZHANG" build -C site --no-sync
is "one file is named" "$(grep -c 'site/public/.*: 无法写入：磁盘已满$' stderr)" 1
ok "the others are counted" grep -qE '…同样的问题还有 [0-9]+ 处：无法写入：磁盘已满$' stderr
has "the last line says how the site stands, and what to do" "$(tail -n 1 stderr >last && echo last)" "网站只写成一部分：site/public"
has_not "nobody is told to open it" stderr "用浏览器打开"
is "the next build does the rest" "$(repaired b)" ""
turn a
build -q
turn b
disk_full 5 "a disk that was full before" "$MINGZHANG" --lang en build -C site --no-sync
has "says that nothing was changed" stderr "nothing in site/public was changed"
listing site/public >now.list
file_is "nor is any page removed that others lead to" now.list a.list
disk_full 5 "so it is while differences are looked for" "$MINGZHANG" diff -C site
has "there is nothing to compare" stderr "不能比较"
is "nor is anything told" "$(cat stdout)" ""
sed -i 's|^{|{ "publish": {"live": {"type": "folder", "path": "live"}},|' site/content/site.json
disk_full 60 "or before it is published" "$MINGZHANG" publish live -C site --no-gate --yes
has "it is not published" stderr "不发布：网站只写成一部分"
not_ok "at all" test -e site/live
build -q
MZ_FAULT_COUNT=$PWD/count with "" "$MINGZHANG" publish live -C site --no-gate >/dev/null 2>&1
disk_full $(($(tail -n 1 count) + 5)) "or where it is published to" "$MINGZHANG" publish live -C site --no-gate --yes
has "what is online is whole" stderr "发布没有完成：线上的网站没有换，或者已整个换好"
not_ok "and not there yet" test -e site/live

# ---- files that vanish while the program works
turn a
build -q
with "gone 2022-final.txt" status 2 "a report that vanishes before it is read" "$MINGZHANG" build -C site --no-sync
has "is named" stderr "2022-final.txt"
has "its last pages stay" "$(find site/public -path '*2022-final/index.html')" 'class="notice held"'
is "the others are as they were" "$(listing site/public | comm -13 a.list - | grep -c 2021-)" 0
is "and it comes back" "$(repaired a)" ""
with "gone content/site.json" status 2 "settings that vanish" "$MINGZHANG" build -C site --no-sync
listing site/public >now.list
file_is "leave all as it was" now.list a.list
with "gone home.mustache" status 2 "a template that vanishes" "$MINGZHANG" build -C site --no-sync
is "what is there is old or new" "$(old_or_new)" ""
is "and all is well again" "$(repaired a)" ""

# ---- two at once
turn b
: >site/public/.mingzhang-journal
exec 8<>site/public/.mingzhang-journal
flock 8
"$MINGZHANG" build -C site --no-sync >stdout 2>stderr 8>&- &
second=$!
for ((i = 0; i < 500; i++)); do
    grep -q 另一个 stderr && break
    sleep 0.02
done
has "the second build says that it waits" stderr "另一个生成"
listing site/public >now.list
file_is "and writes nothing meanwhile" now.list a.list
exec 8>&-
wait $second
is "then it is done" $? 0
is "and right" "$(repaired b)" ""
turn a
pids=()
for ((i = 0; i < 3; i++)); do
    "$MINGZHANG" build -C site --no-sync -q >/dev/null 2>>errors &
    pids+=($!)
done
bad=0
for pid in "${pids[@]}"; do wait "$pid" || bad=1; done
is "three at once end well" $bad 0
is "with the right tree" "$(repaired a)" ""
