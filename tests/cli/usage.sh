# The program as a whole: help, version, languages, exit statuses of wrong usage.
. "$(dirname "$0")/../lib.sh"

status 0 "help succeeds" "$MINGZHANG" --help
has "help is Chinese" stdout "用法"
status 0 "help in English" "$MINGZHANG" --lang en --help
has "help is English" stdout "usage"
status 0 "version succeeds" "$MINGZHANG" --version
ok "version is a number" grep -qxE 'mingzhang [0-9]+\.[0-9]+\.[0-9]+' stdout
status 2 "no command" "$MINGZHANG"
status 2 "unknown command" "$MINGZHANG" nonsense-word
has "unknown command is named" stderr "nonsense-word"
is "nothing on standard output" "$(cat stdout)" ""
status 2 "unknown language" "$MINGZHANG" --lang tlh --help
has "languages are told" stderr "zh"
status 2 "full disk on standard output" bash -c '"$MINGZHANG" --help >/dev/full'
has "full disk is said" stderr "标准输出"
