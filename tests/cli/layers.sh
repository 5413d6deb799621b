#!/bin/bash
# Data flows one way: a folder of generator/ includes only headers of itself and of the folders that the README's table
# of the sources lists above it, and the table lists every folder.
. "$(dirname "$0")/../lib.sh"

mapfile -t folders < <(sed -n 's#^| `generator/\([a-z]*\)/` .*#\1#p' "$ROOT/README.md")
is "the README lists every folder" "$(printf '%s\n' "${folders[@]}" | sort)" \
    "$(cd "$ROOT/generator" && for folder in */; do [ "$folder" = man/ ] || printf '%s\n' "${folder%/}"; done | sort)"

above=
for folder in "${folders[@]}"; do
    above="$above$folder "
    upward=
    while IFS=: read -r file include; do
        [[ " $above" == *" $include "* ]] || upward="$upward$file includes $include/; "
    done < <(cd "$ROOT/generator" && grep -HoE '^#include "[a-z]+/' "$folder"/*.[ch] | sed 's/#include "//; s#/$##' | sort -u)
    is "$folder includes nothing from below it" "$upward" ""
done
