#!/bin/bash
name=$1
echo "$name"
bash -c 'ls -- "$1"' _ "$name"
eval "$(ssh-agent -s)"
eval "$functions"
printf '%s\n' "$text" | eval $pager
eval '"$browser" "$1"'$redirection
