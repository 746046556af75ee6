#!/bin/bash
# proof: greet($1)
greet() {
  local name=$1
  eval "echo hello $name"  # expect: run as shell code
}
