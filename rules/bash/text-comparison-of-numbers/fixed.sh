#!/bin/bash
if [[ $count -gt 10 ]]; then echo many; fi
[[ -n $n && $n -lt 3 ]] && echo few
