#!/bin/bash
read name # expect: `read` without `-r` takes backslashes
while read -p "? " line; do # expect: `read` without `-r` takes backslashes
  echo "$line"
done
