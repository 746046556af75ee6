#!/bin/bash
# proof: show($1)
show() {
  local folder=$1
  find "$folder" -type f -exec head -n 1 {} \;
}
