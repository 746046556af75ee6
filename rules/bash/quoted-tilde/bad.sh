#!/bin/bash
config="~/.config/app" # expect: begins with a folder called `~`
cp x "~/bin" # expect: write `$HOME`
[ -d "~/x" ] # expect: write `$HOME`
