# serve: what a browser is given, what it is not, and that a saved change is told. HTTP is spoken by bash itself.
. "$(dirname "$0")/../lib.sh"
export MINGZHANG_DATA=$ROOT
archives='content/reports/示例市示例区/示例市示例区档案馆'
mkdir -p "a/$archives" a/content/pages
echo '{"title": "试"}' >a/content/site.json
printf -- '---\ntitle: 关于\n---\n\n原来的话\n' >a/content/pages/about.md
cp "$ROOT/$archives/2024-final.txt" "a/$archives/"
cp "$ROOT/$archives/2025-budget.txt" .

# start ARGUMENT...: serves in the background; $port is the port.
start() {
    : >served
    "$MINGZHANG" serve -C a "$@" >served 2>serve.err &
    server=$!
    for _ in $(seq 200); do
        [[ -s served ]] && break
        sleep 0.05
    done
    port=$(sed -n 's|^http://127\.0\.0\.1:\([0-9]*\)/$|\1|p' served)
}

stop() {
    kill -INT "$server" && wait "$server"
}
trap 'died=$?; kill "$server" 2>/dev/null; (exit $died); tap_finish' EXIT

# get ADDRESS [METHOD [HEADER...]]: head and body into files; the status into $code.
get() {
    local address=$1 method=${2-GET}
    shift $(($# > 2 ? 2 : $#))
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    {
        printf '%s %s HTTP/1.1\r\nConnection: close\r\n' "$method" "$address"
        [[ " $* " == *" Host:"* ]] || printf 'Host: 127.0.0.1:%s\r\n' "$port"
        (($# == 0)) || printf '%s\r\n' "$@"
        printf '\r\n'
    } >&3
    timeout 10 cat <&3 >answer
    exec 3<&-
    sed '/^\r$/q' answer | tr -d '\r' >head
    sed '1,/^\r$/d' answer >body
    code=$(sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' head)
}

# gives NAME CODE ADDRESS [METHOD [HEADER...]]
gives() {
    local name=$1 wanted=$2
    shift 2
    get "$@"
    is "$name" "$code" "$wanted"
}

start --port 0
ok "it says where" test -n "$port"
gives "the home page" 200 /
has "as a page" head "Content-Type: text/html; charset=utf-8"
has "with a policy that allows live reload" head "connect-src 'self'"
has "and nothing else" head "default-src 'none'"
has "the script of live reload is in it" body '<script src="/.mingzhang/live.js" defer></script>'
has_not "the page's own policy would forbid it" body 'http-equiv="Content-Security-Policy"'
has "the built page keeps its policy" a/public/index.html 'http-equiv="Content-Security-Policy"'
has_not "and has no script of ours" a/public/index.html '.mingzhang/'
tag=$(sed -n 's/^ETag: //p' head)
gives "a page that the browser has" 304 / GET "If-None-Match: $tag"
gives "a page that it has not" 200 / GET 'If-None-Match: "other"'
gives "only the head" 200 / HEAD
is "has no body" "$(cat body)" ""
gives "nothing can be sent" 405 / POST "Content-Length: 0"
gives "not for another host's name" 403 / GET "Host: example.com"
gives "localhost is us" 200 / GET "Host: localhost:$port"
gives "a Chinese name" 200 "/r/%E7%A4%BA%E4%BE%8B%E5%B8%82%E7%A4%BA%E4%BE%8B%E5%8C%BA/index.html"
gives "a folder" 301 "/r/%E7%A4%BA%E4%BE%8B%E5%B8%82%E7%A4%BA%E4%BE%8B%E5%8C%BA"
has "leads to its page" head "Location: /r/%E7%A4%BA%E4%BE%8B%E5%B8%82%E7%A4%BA%E4%BE%8B%E5%8C%BA/"
report=/r/%E7%A4%BA%E4%BE%8B%E5%B8%82%E7%A4%BA%E4%BE%8B%E5%8C%BA/%E7%A4%BA%E4%BE%8B%E5%B8%82%E7%A4%BA%E4%BE%8B%E5%8C%BA%E6%A1%A3%E6%A1%88%E9%A6%86/2024-final
for kind in "index.html text/html" "report.json application/json" "tidy.csv text/csv" "figures/totals.svg image/svg+xml"; do
    gives "${kind% *}" 200 "$report/${kind% *}"
    has "${kind% *} is ${kind#* }" head "Content-Type: ${kind#* }"
done
gives "a style" 200 /assets/base.css
has "is one" head "Content-Type: text/css"
gives "the script" 200 /.mingzhang/live.js
has "is one" head "Content-Type: text/javascript"
gives "a page that says it was painted" 204 /.mingzhang/shown
gives "what is not there" 404 /nothing.html
has "is said on a page of the site" body "</html>"

# ---- nothing outside the folder
echo secret >a/secret.txt
ln -s ../secret.txt a/public/link.txt
ln -s .. a/public/out
for way in /../secret.txt /%2e%2e/secret.txt /..%2fsecret.txt /assets/../../secret.txt /%2e%2e%2fsecret.txt /..%5csecret.txt \
    //secret.txt /./../secret.txt /link.txt /out/secret.txt /out/ /.mingzhang-manifest /.mingzhang-journal /.git/config \
    /index.html%00.txt "/index.html/" "/%ff"; do
    gives "not found: $way" 404 "$way"
    has_not "nothing of it: $way" body secret
done
rm a/public/link.txt a/public/out

# ---- many connections, and some that say nothing or half a request
for ((i = 0; i < 240; i++)); do
    exec {handle}<>"/dev/tcp/127.0.0.1/$port" || break
    ((i % 2)) || printf 'GET /index.html HTTP/1.1\r\nHost: 127' >&"$handle"
    idle+=("$handle")
done
is "many idle connections" ${#idle[@]} 240
gives "disturb nobody" 200 /
for handle in "${idle[@]}"; do exec {handle}>&-; done
gives "nor do they when they break off" 200 /

# ---- news
# listen: an open page that writes what it is told to ./news.
listen() {
    exec 4<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /.mingzhang/events HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n' "$port" >&4
    cat <&4 >news &
    listener=$!
}
# told NAME COUNT: waits until there were so many builds.
told() {
    for _ in $(seq 200); do
        (($(grep -c '^event: build' news) >= $2)) && break
        sleep 0.05
    done
    is "$1" "$(grep -c '^event: build' news)" "$2"
}
listen
told "a page is told of the build it shows" 1
has "without trouble" news '"trouble":""'
printf -- '---\ntitle: 关于\n---\n\n新的话\n' >a/content/pages/about.md
told "a saved page" 2
gives "is shown" 200 /about.html
has "as it is now" body 新的话
printf -- '---\ntitle: 关于\n---\n\n更新的话\n' >a/content/pages/.about.swp
mv a/content/pages/.about.swp a/content/pages/about.md
told "saved by renaming, as editors do" 3
mkdir -p a/content/reports/某市/某局 && cp 2025-budget.txt a/content/reports/某市/某局/
told "a new report in new folders" 4
ok "is built" test -s a/public/r/某市/某局/2025-budget/index.html
sed '0,/[1-9]\.[0-9][0-9]/s/[1-9]\(\.[0-9][0-9]\)/0\1/' 2025-budget.txt >changed.txt
mv changed.txt a/content/reports/某市/某局/2025-budget.txt
told "a changed report" 5
has "what the checks say of it is told" serve.err "核对："
ok "with the mistake" grep -qE '^核对：[0-9]+ 项相符，[0-9]+ 处需要留意（其中 [1-9][0-9]* 处不符）$' <(tail -n 1 serve.err)
# ids N: the two numbers of the Nth event from the end
ids() { grep '^data' news | tail -n "$1" | head -n 1 | sed 's/.*"build":"\([^"]*\)","reports":"\([^"]*\)".*/\1 \2/'; }
is "pages of reports are told first" "$(grep '^event' news | tail -n 2 | tr '\n' ' ')" "event: reports event: build "
ok "by a number of their own" test "$(ids 3 | cut -d' ' -f2)" != "$(ids 2 | cut -d' ' -f2)"
is "and only once" "$(ids 2 | cut -d' ' -f2)" "$(ids 1 | cut -d' ' -f2)"
is "all others later" "$(ids 3 | cut -d' ' -f1)" "$(ids 2 | cut -d' ' -f1)"
mv a/content/reports/某市/某局/2025-budget.txt a/content/reports/某市/某局/2025-bugdet.txt
for _ in $(seq 100); do
    grep -q 2025-bugdet serve.err && break
    sleep 0.05
done
has "a slip of the pen is told" serve.err "提醒：a/content/reports/某市/某局/2025-bugdet.txt: 不是报告"
mv a/content/reports/某市/某局/2025-bugdet.txt a/content/reports/某市/某局/2025-budget.txt
for _ in $(seq 100); do
    [[ -s a/public/r/某市/某局/2025-budget/index.html ]] && break
    sleep 0.05
done
: >a/content/reports/某市/某局/2025-budget.txt
for _ in $(seq 100); do
    grep -q '份暂存上次的页面' serve.err && break
    sleep 0.05
done
has "a report that is held is told apart" serve.err "已生成：1 份报告，1 份暂存上次的页面；写入 "
is "a reminder only once while it lasts" "$(grep -c 2025-bugdet serve.err)" 1
cp 2025-budget.txt a/content/reports/某市/某局/2025-budget.txt
mkdir -p a/templates && sed 's/没有这个页面/不在这里/' "$ROOT/templates/404.mustache" >a/templates/404.mustache
mkdir -p a/assets && echo '/* 我的 */' >a/assets/own.css
for _ in $(seq 100); do
    [[ -s a/public/assets/own.css ]] && break
    sleep 0.05
done
gives "a folder that was not there before" 200 /assets/own.css
# Waits until the builds that were told have come to an end, on however slow a machine.
settled() {
    local before=-1 now=0
    while [[ $now != "$before" ]]; do
        before=$now
        sleep 2
        now=$(grep -c '^event: build' news)
    done
}
settled
count=$(grep -c '^event: build' news)
echo '{"title": "试", "titel": 1}' >a/content/site.json
told "a mistake in the settings" $((count + 1))
ok "its place is told" grep -q '"trouble":"a/content/site.json:1:' news
gives "the last pages stay" 200 /index.html
echo '{"title": "试"}' >a/content/site.json
told "put right" $((count + 2))
settled
ok "it is told" grep -q '"trouble":""' <(tail -n 3 news)
touch a/content/site.json a/content/pages/about.md
settled
told "what changes nothing is not told" $((count + 2))
rm -rf a/public
echo '{"title": "再试"}' >a/content/site.json
told "after the output was removed" $((count + 3))
gives "it is there again" 200 /index.html

status 2 "a port that is taken" "$MINGZHANG" serve -C a --port "$port"
has "it says what to do" stderr "--port"
stop
is "it ends when asked to" $? 0
wait "$listener" 2>/dev/null
exec 4<&-

# ---- a site that cannot be built is served all the same
rm -rf a/public
echo '{' >a/content/site.json
start --port 0
gives "there is no page yet" 404 /
has "but a page that waits" body "/.mingzhang/live.js"
listen
told "the trouble is told" 1
ok "with its place" grep -q '"trouble":"a/content/site.json:' news
echo '{"title": "试"}' >a/content/site.json
told "and when it is put right" 2
gives "there is one" 200 /
stop
is "it ends" $? 0
exec 4<&-
status 2 "a port that is none" "$MINGZHANG" serve --port 99999
status 2 "an argument too many" "$MINGZHANG" serve a
