#!/bin/bash
pattern=$1
file=$2
grep "$pattern" "$file" > "$pattern"
head -n "$pattern" "$file" > "$pattern"
awk "$pattern" "$file" > "$pattern"
sort -t "$pattern" "$file" > "$pattern"
tr "$file" "$pattern" > "$file"
