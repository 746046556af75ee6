#!/bin/bash
exec program "$@"
for argument in "$@"; do
  run "$argument" "${options[@]}"
done
