#!/bin/bash
set -e
f() {
  local here="$(pwd)" # expect: If the command fails, `local` hides it; declare `here` first
  export VERSION=$(git describe) # expect: `export` hides it
}
