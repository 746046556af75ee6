#!/bin/bash
if [ -n "$name" ]; then echo "$name"; fi
if [[ -n $name ]]; then echo "$name"; fi
[ -z $name ]
