# Runs many proofs one after the other, each in a folder of its own, and prints a line of JSON for each.
#
# Standard input holds a line for each job: its id, the proof, the folder, the folder that is laid over a copy of it, the
# file, the function and the parameter, between tabs; `-` where there is none.
set -u
here=$PWD
number=0
while IFS=$'\t' read -r id proof folder overlay file callable parameter; do
  home=${TMPDIR:-/tmp}/proof-$number
  number=$((number + 1))
  mkdir -p "$home/work"
  cp -R "$folder/." "$home/work/"
  rm -rf "$home/work/.assay-proofs" "$home/work/.git"
  if [ "$overlay" != - ]; then cp -R "$overlay/." "$home/work/"; fi
  answer=$(cd "$home/work" && TMPDIR=$home PROOFS=$here/.assay-proofs timeout 30 bash "$here/$proof" "$file" "$callable" "$parameter" < /dev/null 2> "$home/errors")
  [ -n "$answer" ] || answer='{"exploited":false,"benign":null,"problem":"the proof gave no answer in time"}'
  printf '{"id":"%s","answer":%s}\n' "$id" "$answer"
  rm -rf "$home"
done
