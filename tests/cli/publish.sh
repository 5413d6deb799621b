# publish: the plan first, then exactly the built tree at each kind of target, only what changed, and the way back.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 RCLONE_CONFIG=/dev/null HOME=$PWD
archives='content/reports/示例市示例区/示例市示例区档案馆'
page='r/示例市示例区/示例市示例区档案馆/2024-final/index.html'

# site FOLDER TARGETS: two reports and these targets.
site() {
    rm -rf "$1"
    mkdir -p "$1/$archives"
    printf '{"title": "试", "publish": {%s}}\n' "$2" >"$1/content/site.json"
    cp "$ROOT/$archives/2024-final.txt" "$ROOT/$archives/2025-budget.txt" "$1/$archives/"
}

# change FOLDER: one page comes, one changes, a report goes.
change() {
    mkdir -p "$1/content/pages"
    printf -- '---\ntitle: 关于\n---\n\n第 %s 版\n' "$RANDOM" >"$1/content/pages/about.md"
    rm -f "$1/$archives/2025-budget.txt"
}

# published NAME PLACE: what stands there is what was built, without what others put there.
published() {
    if diff -r -x .git -x .nojekyll -x CNAME -x theirs.txt "$2" a/public >differs 2>&1; then
        tap 0 "$1"
    else
        tap 1 "$1" "$(head -n 20 differs)"
    fi
}

# ---- what every target does: NAME TARGET PLACE, where `look` brings the published tree to PLACE
cycle() {
    local name=$1 place=$3
    rm -rf before
    site a "\"$name\": $2"
    status 0 "$name: rehearsal" "$MINGZHANG" publish -C a "$name"
    has "$name: it is the first" stdout "第一次发布"
    has "$name: says that it was one" stderr "--yes"
    not_ok "$name: nothing was done" test -e "$place/index.html"
    status 0 "$name: first publication" "$MINGZHANG" publish -C a "$name" --yes
    look "$place"
    published "$name: the whole tree" "$place"
    cp -rL "$place" before
    status 0 "$name: nothing to do" "$MINGZHANG" publish -C a "$name" --yes
    has "$name: says so" stdout "新增 0，更改 0，移除 0"
    change a
    "$MINGZHANG" build -C a -q 2>/dev/null
    status 0 "$name: what differs from what is published, although public is new" "$MINGZHANG" diff -C a
    has "$name: is the page that goes" stdout "- ${page/2024-final/2025-budget}"
    has "$name: and its amounts" stdout "2025-budget（移除）"
    has "$name: compared with it" stderr "上次发布到“$name”"
    status 1 "$name: a report that goes is refused" "$MINGZHANG" publish -C a "$name" --yes
    has "$name: it is named" stderr "1 份报告会消失：${page%/2024*}/2025-budget。"
    has "$name: and how to go on" stderr "--allow-withdrawn"
    has "$name: the plan begins with it" stdout "移除的报告：${page%/2024*}/2025-budget（表中 "
    look "$place"
    same_tree "$name: nothing was done" "$place" before
    status 0 "$name: rehearsal of a change" "$MINGZHANG" publish -C a "$name" --all --allow-withdrawn
    has "$name: what comes" stdout "+ about.html"
    has "$name: what changes" stdout "~ index.html"
    has "$name: what goes" stdout "- ${page/2024-final/2025-budget}"
    look "$place"
    same_tree "$name: still as it was" "$place" before
    status 0 "$name: second publication" "$MINGZHANG" publish -C a "$name" --yes --allow-withdrawn
    look "$place"
    published "$name: the new tree" "$place"
    not_ok "$name: what is gone is gone" test -e "$place/${page/2024-final/2025-budget}"
    status 0 "$name: rehearsal of the way back" "$MINGZHANG" publish -C a "$name" --rollback --all
    has "$name: what comes back" stdout "+ ${page/2024-final/2025-budget}"
    has "$name: a report" stdout "新增的报告：${page%/2024*}/2025-budget"
    status 0 "$name: back" "$MINGZHANG" publish -C a "$name" --rollback --yes
    has "$name: and says so" stderr "已退回上一次发布"
    look "$place"
    same_tree "$name: as it was before" "$place" before
    status 0 "$name: forward again" "$MINGZHANG" publish -C a "$name" --yes --allow-withdrawn
    look "$place"
    published "$name: the new tree again" "$place"
}

# ---- a folder
look() { :; }
cycle live '{"type": "folder", "path": "../www", "keep": 1}' www
ok "folder: a link is shown" test -L www
is "folder: versions kept" "$(find www.versions -mindepth 1 -maxdepth 1 -type d | wc -l)" 2
is "folder: unchanged files are shared" "$(stat -c %h "www/assets/base.css")" 2
cp -r www/ copied && mkdir -p other && echo theirs >other/index.html
site a '"other": {"type": "folder", "path": "../other"}'
status 2 "folder: somebody else's folder" "$MINGZHANG" publish -C a other --yes
has "folder: is told" stderr "别的内容"
is "folder: and left alone" "$(cat other/index.html)" theirs
status 2 "folder: no way back at the beginning" "$MINGZHANG" publish -C a other --rollback --yes
site a '"live": {"type": "folder", "path": "../fresh"}'
status 0 "a single target needs no name" "$MINGZHANG" publish -C a --yes
ok "it is there" test -s fresh/index.html
mkdir -p fresh.versions/.making/r && echo half >fresh.versions/.making/r/x
change a
status 0 "folder: after one that was killed" "$MINGZHANG" publish -C a --yes --allow-withdrawn
published "folder: whole" fresh
not_ok "folder: nothing is left of it" test -e fresh.versions/.making
exec 8>fresh.versions/lock && flock 8
printf -- '---\ntitle: 关于\n---\n\n又一版\n' >a/content/pages/about.md
status 2 "folder: two at once" "$MINGZHANG" publish -C a --yes
has "folder: are told" stderr "另一个 publish"
exec 8>&-

# Killed at any moment: what is shown is the site before or the one after, whole, and the next one ends it.
site a '"live": {"type": "folder", "path": "../killed"}'
"$MINGZHANG" publish -C a --yes >/dev/null 2>&1
whole=0
for moment in 0.005 0.01 0.02 0.03 0.04 0.05 0.06 0.08 0.1 0.15; do
    rm -rf old && cp -rL killed old
    change a
    cp "$ROOT/$archives/2025-budget.txt" "a/$archives/"
    "$MINGZHANG" build -C a -q 2>/dev/null
    "$MINGZHANG" publish -C a --yes >/dev/null 2>&1 &
    sleep $moment
    kill -KILL $! 2>/dev/null
    wait $! 2>/dev/null
    if diff -rq killed old >/dev/null || diff -rq killed a/public >/dev/null; then whole=$((whole + 1)); fi
done
is "folder: killed at ten moments, always whole" $whole 10
status 0 "folder: then published" "$MINGZHANG" publish -C a --yes
published "folder: whole again" killed
ok "folder: no version too many" test "$(find killed.versions -mindepth 1 -maxdepth 1 -type d | wc -l)" -le 3

# The kill may come when all is shown, and only old things remain to be removed: the next one does it, though nothing is new.
cp -r "killed.versions/$(tail -n 1 killed.versions/history)" killed.versions/0123456789abcdef
mkdir killed.versions/.making && touch killed.versions/.making/half
ln -s nowhere killed.versions/link
cp killed.versions/history history.before
status 0 "folder: published once more" "$MINGZHANG" publish -C a --yes
ok "folder: a version that nobody knows is removed" test ! -e killed.versions/0123456789abcdef
ok "folder: and a half one" test ! -e killed.versions/.making
ok "folder: and a link not yet in its place" test ! -L killed.versions/link
ok "folder: the history stays" cmp killed.versions/history history.before
published "folder: still whole" killed

# ---- a branch
if command -v git >/dev/null; then
    git init -q --bare pages.git
    look() { rm -rf "$1" && git clone -q -b gh-pages pages.git "$1" 2>/dev/null && rm -rf "$1/.git"; }
    cycle pages '{"type": "git", "repository": "../pages.git", "domain": "www.example.cn"}' clone
    ok "git: Pages are told not to make pages" test -e clone/.nojekyll
    is "git: the domain" "$(cat clone/CNAME)" www.example.cn
    is "git: one commit a publication" "$(git -C pages.git rev-list --count gh-pages)" 4
    is "git: nobody's name is needed" "$(git -C pages.git log -1 --format=%an gh-pages)" mingzhang
    git clone -q -b gh-pages pages.git work && (cd work && echo theirs >theirs.txt && git add . &&
        git -c user.name=x -c user.email=x@localhost commit -qm theirs && git push -q)
    (cd a && git init -q && git add content && echo x >>content/pages/about.md)
    before=$(git -C a status --porcelain=v2 && git -C a ls-files -s)
    status 0 "git: from inside a checkout" env GIT_DIR="$PWD/a/.git" "$MINGZHANG" publish -C a pages --yes
    is "git: which is left alone" "$(git -C a status --porcelain=v2 && git -C a ls-files -s)" "$before"
    look clone
    published "git: exactly the tree" clone
    not_ok "git: nothing else" test -e clone/theirs.txt
    site a '"pages": {"type": "git", "repository": "../nowhere.git"}'
    status 2 "git: a repository that is not there" "$MINGZHANG" publish -C a pages
    has "git: is named" stderr "nowhere.git"
    has "git: and what git says is shown" stderr "fatal:"
    git init -q --bare two.git
    site a '"pages": {"type": "git", "repository": "../two.git", "branch": "site", "author": "某局 <web@example.cn>"}'
    status 0 "git: another branch" "$MINGZHANG" publish -C a --yes
    is "git: and author" "$(git -C two.git log -1 --format='%an %ae' site)" "某局 web@example.cn"
    status 2 "git: no way back from the first" "$MINGZHANG" publish -C a --rollback --yes
    has "git: is told" stderr "上一次"
else
    skip "git" "git is not installed"
fi

# ---- rsync, and what happens when it breaks off
look() { :; }
if command -v rsync >/dev/null; then
    cycle server '{"type": "rsync", "destination": "../far"}' far
    echo theirs >far/theirs.txt
    # An rsync that works only so many times.
    mkdir -p bin
    cat >bin/rsync <<END
#!/bin/bash
left=\$(cat "$PWD/left")
((left > 0)) || exit 12
echo \$((left - 1)) >"$PWD/left"
exec $(command -v rsync) "\$@"
END
    chmod +x bin/rsync
    for calls in 2 3 4 5 6; do
        cp "$ROOT/$archives/2025-budget.txt" "a/$archives/"
        "$MINGZHANG" publish -C a server --yes --allow-withdrawn >/dev/null 2>&1
        echo $calls >left
        change a
        PATH=$PWD/bin:$PATH status 2 "rsync: breaks off after $calls steps" "$MINGZHANG" publish -C a server --yes --allow-withdrawn
        printf -- '---\ntitle: 别的\n---\n\n%s\n' $calls >a/content/pages/other$calls.md
        rm -f a/content/pages/about.md
        echo 3 >left
        PATH=$PWD/bin:$PATH "$MINGZHANG" publish -C a server --yes --allow-withdrawn >/dev/null 2>&1
        rm -f a/content/pages/other$calls.md
        status 0 "rsync: the next one completes it" "$MINGZHANG" publish -C a server --yes --allow-withdrawn
        published "rsync: exactly the tree" far
    done
    is "rsync: what others put there stays" "$(cat far/theirs.txt)" theirs
    site a '"server": {"type": "rsync", "destination": "../none/far"}'
    status 2 "rsync: into a folder that is not there" "$MINGZHANG" publish -C a --yes
    has "rsync: what it may be is told" stderr 'rsync 没有成功（状态 11）：那里写不进去：上一级文件夹不存在'
    # The other machine, by a shell that stays here.
    cat >bin/ssh <<'END'
#!/bin/bash
while [[ $1 == -* ]]; do
    [[ $1 == -[pl] ]] && shift
    shift
done
[[ $1 == there ]] || exit 255
exec sh -c "${*:2}"
END
    chmod +x bin/ssh
    site a "\"server\": {\"type\": \"rsync\", \"destination\": \"www@there:$PWD/by ssh\", \"port\": \"2222\"}"
    PATH=$PWD/bin:$PATH status 0 "rsync: by ssh" bash -c 'echo 99 >left && exec "$@"' - "$MINGZHANG" publish -C a --yes
    published "rsync: the whole tree by ssh" "by ssh"
    site a '"server": {"type": "rsync", "destination": "www@nowhere:/x"}'
    PATH=$PWD/bin:$PATH status 2 "rsync: a machine that is not there" "$MINGZHANG" publish -C a --yes
    has "rsync: is told" stderr '连不上那台机器'
    site a '"server": {"type": "rsync", "destination": "../far"}'
    rm -rf a/.mingzhang/published
    status 2 "rsync: no way back on another machine" "$MINGZHANG" publish -C a server --rollback
    has "rsync: is told" stderr "这台机器"
else
    skip "rsync" "rsync is not installed"
fi
if command -v rclone >/dev/null; then
    look() { [[ ! -d $1 ]] || find "$1" -type d -empty -delete; } # object storage knows no folders
    cycle bucket '{"type": "s3", "destination": ":local:../cloud"}' cloud
else
    skip "s3" "rclone is not installed"
fi
site a '"server": {"type": "rsync", "destination": "../far2"}, "bucket": {"type": "s3", "destination": "x:y"}'
mkdir -p empty
PATH=$PWD/empty status 2 "without rsync" "$MINGZHANG" publish -C a server
has "it is told how to get it" stderr "apt install rsync"
PATH=$PWD/empty status 2 "without rclone" "$MINGZHANG" publish -C a bucket
has "that one, too" stderr "apt install rclone"

# ---- what is refused
site a '"live": {"type": "folder", "path": "../held"}'
status 0 "before a report breaks" "$MINGZHANG" publish -C a --yes
: >"a/$archives/2024-final.txt"
status 1 "a held report refuses" "$MINGZHANG" publish -C a --yes
has "it says why" stderr "--allow-held"
has "and which" stderr "2024-final.txt"
has_not "what is published stays" "held/$page" 'class="notice held"'
status 0 "unless allowed" "$MINGZHANG" publish -C a --yes --allow-held
has "then the held page is shown" "held/$page" 'class="notice held"'
sed -i '0,/\([0-9]\)\([0-9]\.[0-9][0-9]\)/s//7\1\2/' "a/$archives/2025-budget.txt"
status 1 "the others must still pass the gate" "$MINGZHANG" publish -C a --yes --allow-held
has "which names them" stderr "2025-budget.txt:"
has_not "and not the held one" stderr "2024-final.txt"
# What becomes of reports: the plan says it first, and a report that is public does not vanish by a slip of the pen.
site a '"live": {"type": "folder", "path": "../slip"}'
status 0 "before a slip" "$MINGZHANG" publish -C a --yes
has "of a first publication the reports are counted" stdout "新增的报告：2 份"
mv "a/$archives/2024-final.txt" "a/$archives/2024-finel.txt"
echo '{"format": "mingzhang-corrections/1", "corrections": []}' >"a/$archives/2024-final.corrections.json"
status 1 "a misnamed file: rehearsal" "$MINGZHANG" publish -C a
is "its report comes first in the plan" "$(sed -n 2p stdout | sed 's/（.*//')" "移除的报告：${page%/index.html}"
has "--yes would be refused" stderr "现在加 --yes 会被拒绝"
has "the file is told" stderr "2024-finel.txt: 不是报告"
has "what stands beside no report is told" stderr "2024-final.corrections.json: 这个文件没有起作用"
status 1 "a misnamed file" "$MINGZHANG" publish -C a --yes
ok "stays published" test -s "slip/$page"
status 1 "the gate is another matter" "$MINGZHANG" publish -C a --yes --no-gate
rm "a/$archives/2024-final.corrections.json"
mv "a/$archives/2024-finel.txt" "a/$archives/2024-final.txt"
mv "a/$archives" "a/${archives%馆}局"
status 1 "a misnamed folder" "$MINGZHANG" publish -C a
has "both reports are named" stderr "2 份报告会消失：${page%/2024*}/2024-final、${page%/2024*}/2025-budget。"
has "and those that would come" stdout "新增的报告：r/示例市示例区/示例市示例区档案局/2024-final（表中 "
printf 'folder,name,former\n%s,%s,%s\n' 示例市示例区/示例市示例区档案局 示例市示例区档案局 示例市示例区档案馆 >a/content/departments.csv
status 0 "a renamed department" "$MINGZHANG" publish -C a --yes --no-gate
has "is told as such" stdout "改到新地址的报告（旧网址会转过去）：${page%/index.html}（表中 "
has "and the old address leads on" "slip/$page" 'http-equiv="refresh"'
site a '"live": {"type": "folder", "path": "../refused"}'
sed -i '0,/\([0-9]\)\([0-9]\.[0-9][0-9]\)/s//7\1\2/' "a/$archives/2024-final.txt"
status 1 "a rehearsal that the gate refuses" "$MINGZHANG" publish -C a
has "says why" stderr "a/$archives/2024-final.txt:"
has "and shows the plan all the same" stdout "新增的报告：2 份"
# The same budget, but one total is not the sum of its parts.
site a '"live": {"type": "folder", "path": "../gated"}'
sed -i '0,/\([0-9]\)\([0-9]\.[0-9][0-9]\)/s//7\1\2/' "a/$archives/2024-final.txt"
status 1 "the gate refuses" "$MINGZHANG" publish -C a --yes
has "it says why" stderr "a/$archives/2024-final.txt:"
has "and how to go on" stderr "--no-gate"
not_ok "nothing is published" test -e gated/index.html
status 0 "unless there is none" "$MINGZHANG" publish -C a --yes --no-gate
ok "then it is published" test -s gated/index.html
site a '"one": {"type": "folder", "path": "../x"}, "two": {"type": "folder", "path": "../y"}'
status 2 "which of two" "$MINGZHANG" publish -C a
has "they are named" stderr "one、two"
status 2 "an unknown target" "$MINGZHANG" publish -C a three
has "the others are named" stderr "one、two"
site a ''
status 2 "no targets" "$MINGZHANG" publish -C a
has "it says how to write one" stderr '"publish"'

# refuses NAME TARGET TEXT: a target of site.json that is wrong.
refuses() {
    site a "\"t\": $2"
    status 2 "$1" "$MINGZHANG" publish -C a t
    has "$1: where" stderr "content/site.json:1:"
    has "$1: what" stderr "$3"
}
refuses "an unknown type" '{"type": "ftp"}' "folder、git、rsync 或 s3"
refuses "a missing key" '{"type": "folder"}' "publish.t.path"
refuses "a key of another type" '{"type": "folder", "path": "x", "branch": "y"}' "publish.t.branch"
refuses "an option as an address" '{"type": "git", "repository": "--upload-pack=x"}' "publish.t.repository"
refuses "an option as a destination" '{"type": "rsync", "destination": "-e"}' "publish.t.destination"
refuses "an unknown key" '{"type": "folder", "path": "x", "kep": 2}' "是否想写“keep”？"
refuses "a port that is none" '{"type": "rsync", "destination": "h:x", "port": "22 -o x"}' "publish.t.port"
refuses "a number that is none" '{"type": "folder", "path": "x", "keep": 1.5}' "publish.t.keep"
refuses "a branch that is none" '{"type": "git", "repository": "x", "branch": "a b"}' "publish.t.branch"
