#!/bin/bash
# Runs a second command beside the one that is meant.
source "$PROOFS/command.sh"

prove "$@"
