#!/bin/bash
find . -name '*.txt' -exec sh -c 'cat {} | wc -l' \;  # expect: can run commands
