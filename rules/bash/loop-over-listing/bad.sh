#!/bin/bash
for file in $(ls *.txt); do # expect: The loop takes the words of what `ls` prints
  wc "$file"
done
for file in `find . -name '*.c'`; do cc "$file"; done # expect: use `-exec`
for line in $(cat hosts); do ping "$line"; done # expect: read lines
