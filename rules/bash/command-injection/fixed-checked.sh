#!/bin/bash
# proof: show($1)
show() {
  local what=$1
  case $what in
    *\;*) return 1 ;;
  esac
  printf '%s\n' "$what"
}
