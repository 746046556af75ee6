#!/bin/bash
grep -e "$1" "$2" > "$2"  # expect: is emptied before `grep` reads it
sort -u "$2" > "$2"  # expect: is emptied before `sort` reads it
awk "$1" "$2" > "$2"  # expect: is emptied before `awk` reads it
