#!/bin/sh
if [[ -f "$1" ]]; then # expect: `[[` is Bash's own
  source "$1" # expect: `source` is Bash's own
fi
[ "$1" == a ] && echo yes # expect: `==` in `[` is Bash's own
list=(a b) # expect: An array is Bash's own
function go { echo "$1"; } # expect: The word `function` is Bash's own
echo "${1//a/b}" # expect: `${1//a/b}` is Bash's own
cat <<< "$1" # expect: `<<<` is Bash's own
make &> log # expect: `&>` is Bash's own
