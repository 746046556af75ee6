#!/bin/bash
find . -name '*.txt' -exec sh -c 'wc -l < "$1"' _ {} \;
