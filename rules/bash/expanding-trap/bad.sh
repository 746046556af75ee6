#!/bin/bash
trap "rm -f $file" EXIT # expect: The variables in this are replaced now
