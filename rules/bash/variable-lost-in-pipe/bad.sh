#!/bin/bash
count=0
grep -l x ./* | while read -r file; do
  count=$((count + 1)) # expect: `count` has its old value again when the loop ends
done
echo "$count"
