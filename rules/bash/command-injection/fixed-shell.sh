#!/bin/bash
# proof: count($2)
count() {
  local options=$1 word=$2
  bash -c 'printf "%s" "$1" | wc -c' count "$word"
  : "$options"
}
