#!/bin/bash
if [[ $count > 10 ]]; then echo many; fi # expect: `>` compares as text here
[[ -n $n && $n < 3 ]] && echo few # expect: write `-lt`
