#!/bin/bash
cd "$build" || exit 1
if cd /tmp; then rm -f x; fi
cd /srv && make
here=$(cd "$1")
go() { cd "$1"; }
cd ..; cd -; cd "$HOME"
