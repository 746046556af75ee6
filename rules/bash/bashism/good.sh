#!/bin/sh
if [ -f "$1" ]; then
  . "$1"
fi
[ "$1" = a ] && echo "${1#a}" "${2:-x}" $((1 + 2))
go() { local x; x=1; echo "$x"; }
make > log 2>&1
