#!/bin/bash
# Runs a command that stands in a file's name.
source "$PROOFS/names.sh"

prove "$@"
