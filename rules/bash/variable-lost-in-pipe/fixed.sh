#!/bin/bash
count=0
while read -r file; do
  count=$((count + 1))
done < <(grep -l x ./*)
echo "$count"
