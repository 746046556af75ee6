#!/bin/bash
f() {
  local here
  here=$(pwd)
  local there="$1" n=3
  export VERSION
}
readonly NOW="$(date)"
