#!/bin/bash
if [ -n $name ]; then echo "$name"; fi # expect: Where `$name` is empty, `[ -n ]` is true all the same
