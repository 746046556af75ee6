#!/bin/bash
# proof: shout($1)
shout() {
  local text=$1
  printf '%s\n' "${text^^}"
}
