#!/bin/bash
if [[ $count -gt 10 ]]; then echo many; fi
(( count > 10 )) && echo many
[[ $name > "m" ]] && echo late
