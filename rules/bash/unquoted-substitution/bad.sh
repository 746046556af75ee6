#!/bin/bash
cd $(dirname "$0") # expect: The output of this command is split into words
rm -f /var/cache/$(cat name) # expect: The output of this command is split into words
