#!/bin/bash
config="$HOME/.config/app"
cp x "$HOME/bin"
[ -d "$HOME/x" ]
