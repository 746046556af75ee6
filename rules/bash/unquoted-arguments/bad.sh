#!/bin/bash
exec program $@ # expect: `$@` tears arguments with blanks apart
for argument in $*; do # expect: write `"$@"`
  run "$argument" ${options[@]} # expect: `${options[@]}` tears arguments
done
