#!/bin/bash
exec program "$@"
for argument in "$@"; do run "${options[@]}" "$argument"; done
message=$*
echo $*
