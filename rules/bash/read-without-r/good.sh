#!/bin/bash
read -r name
while IFS= read -rd '' line; do echo "$line"; done
