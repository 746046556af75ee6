#!/bin/bash
count = 1 # expect: This runs `count` as a command
name = "$1" # expect: an assignment has no blanks: `name=…`
