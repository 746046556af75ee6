#!/bin/bash
name=$1
echo "$name"
bash -c 'ls -- "$1"' _ "$name"
