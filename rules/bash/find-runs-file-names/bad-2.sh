#!/bin/sh
clean() {
  find "$1" -type f -exec bash -c "gzip {}" \;  # expect: can run commands
}
