#!/bin/bash
printf '%s\n' "$message"
printf "%s: %d\n" "$name" 3
printf -v text '%s' "$1"
printf "$format" "$1"
