#!/bin/bash
# proof: count($2)
count() {
  local options=$1 word=$2
  bash -c "printf '%s' '$word' | wc -c"  # expect: run as shell code
  : "$options"
}
