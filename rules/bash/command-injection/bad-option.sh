#!/bin/bash
while [ $# -gt 0 ]; do
  case $1 in
    -o) out=$2; shift ;;
    --from=*) from="${1#*=}" ;;
  esac
  shift
done
eval "cat $out"  # expect: run as shell code
file=$(basename "$from")
sh -c "cat $file"  # expect: run as shell code
command="'$1'"
eval "ls $command"  # expect: run as shell code
for word; do
  eval "echo $word"  # expect: run as shell code
done
