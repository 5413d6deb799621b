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
status 0 "help of a command" "$MINGZHANG" build --help
has "is in the program's language" stdout "用法："
has "names the whole command" stdout "mingzhang build [选项…]"
status 0 "the same in English" "$MINGZHANG" --lang en check -h
has "is English" stdout "Usage:"
status 2 "an option there is not" "$MINGZHANG" explain --nonsense
has "is named in the program's language" stderr "没有“--nonsense”这个选项"
