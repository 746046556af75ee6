#!/bin/bash
escape="s/'/'\\\\''/g"
for option; do
  case $option in
    *\'*) operands="$operands '$(printf '%s' "$option" | sed "$escape")'" ;;
    *) operands="$operands '$option'" ;;
  esac
done
eval "set -- $operands"
quoted=$(printf %q "$1")
eval "ls $quoted"
eval "ls ${2@Q}"
word=${3@Q}
eval "ls $word"
options=$(getopt -o a:b -- "$@")
eval "set -- $options"
# What the script says itself.
program="grep -q"
eval "echo x | $program x"
