#!/bin/bash
for file in *.txt; do wc "$file"; done
find . -name '*.c' -exec cc {} +
while IFS= read -r line; do ping "$line"; done < hosts
for n in $(seq 3); do echo "$n"; done
