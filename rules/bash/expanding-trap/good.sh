#!/bin/bash
trap 'rm -f "$file"' EXIT
trap "echo bye" INT
trap - EXIT
leave='exit 1'
trap "echo bye; $leave" TERM
work=$(mktemp -d)
trap "rm -rf $work" HUP
files="$work/index"
[ -n "$keep" ] && files="$files $work/list"
trap "rm -f $files" QUIT
