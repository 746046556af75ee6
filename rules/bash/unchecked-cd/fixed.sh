#!/bin/bash
cd "$build" || exit
rm -rf ./*
clean() {
  cd /var/cache/x || return
  rm -f ./*
}
