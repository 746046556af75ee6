#!/bin/bash
file=$(mktemp)
date > "$file"
cat "$file"
