#!/bin/bash
count=3
rm -f "$file" "${dir}"/*
head -n $count "$1"; exit $?
if [[ $state = on ]]; then x=$y; fi
case $1 in a) local z=$2 ;; esac
gcc $CFLAGS -o out main.c
echo ${#name} ${verbose:+-v} $((count + 1))
date >> "$log" 2>&1
