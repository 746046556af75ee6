#!/bin/bash
log="/tmp/build-$USER.log"  # expect: use mktemp
work=/tmp/work.$$  # expect: use mktemp
echo start > "$log"
mkdir "$work"
