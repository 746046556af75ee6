#!/bin/bash
count=0
while read -r file; do count=$((count + 1)); done < <(grep -l x ./*)
echo "$count"
sum=0
seq 3 | while read -r n; do sum=$((sum + n)); echo "$sum"; done
sum=1
echo "$sum"
