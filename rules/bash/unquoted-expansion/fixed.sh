#!/bin/bash
rm -f "$file"
cp "$from" "${to}"
if [ "$state" = on ]; then
  cat "$1"/log
fi
cat >&2 "$log"
date >> "$log"
[ -f "$folder"/log ]
