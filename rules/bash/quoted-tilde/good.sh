#!/bin/bash
config=~/.config/app
cp x "$HOME/bin"
echo "see ~/.config/app" '~/x'
sed "s~/~:~" file
