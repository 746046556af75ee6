#!/usr/bin/env bash
show() {
  local target="$1"
  sh -c "cat $target"  # expect: run as shell code
}
show "$2"
