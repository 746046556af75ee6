#!/bin/bash
# proof: greet($1)
greet() {
  local name=$1
  echo hello "$name"
}
