#!/bin/bash
find . -name '*.txt' -exec sh -c 'wc -l < "$1"' _ {} \;
find . -name '*.txt' -exec wc -l {} +
