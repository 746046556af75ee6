#!/bin/bash
sort names > names # expect: `names` is emptied before `sort` reads it
grep -v x < "$file" | tr a b > "$file" # expect: `"$file"` is emptied before `grep` reads it
