#!/bin/bash
read -r name
while read -r -p "? " line; do
  echo "$line"
done
