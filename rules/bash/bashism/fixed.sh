#!/bin/sh
if [ -f "$1" ]; then
  . "$1"
fi
[ "$1" = a ] && echo yes
