#!/bin/bash
name=$1
eval "echo $name"  # expect: run as shell code
bash -c "ls $name"  # expect: run as shell code
