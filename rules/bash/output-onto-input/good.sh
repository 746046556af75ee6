#!/bin/bash
sort -o names names
sort names > sorted && mv sorted names
grep -v x "$file" >> "$file"
echo names > names
cat /dev/null > /dev/null
