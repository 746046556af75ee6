#!/bin/bash
sort -o names names
grep -v x < "$file" | tr a b > "$file.new" && mv "$file.new" "$file"
