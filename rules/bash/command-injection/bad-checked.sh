#!/bin/bash
# proof: show($1)
show() {
  local what=$1
  # A semicolon is not the only way to a second command.
  case $what in
    *\;*) return 1 ;;
  esac
  eval "printf '%s\n' \"$what\""  # expect: run as shell code
}
