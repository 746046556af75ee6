#!/bin/bash
[ -f config ] && echo yes || echo no
make && make install || exit 1
if [ -f x ] && run x || run y; then true; fi
[ -f config ] && load config
