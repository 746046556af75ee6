#!/bin/bash
# proof: show($1)
show() {
  local folder=$1
  # Quotes around it end at a quote in the name.
  find "$folder" -type f -exec bash -c "head -n 1 '{}'" \;  # expect: can run commands
}
