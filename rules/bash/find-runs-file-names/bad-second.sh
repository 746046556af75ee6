#!/bin/bash
# proof: sums($2)
sums() {
  echo "$1"
  find "$2" -type f -exec sh -c 'cksum < "{}"' \;  # expect: can run commands
}
