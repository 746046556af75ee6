#!/bin/bash
# proof: lines($1)
lines() {
  find "$1" -name '*.txt' -exec sh -c 'cat {} | wc -l' \;  # expect: can run commands
}
