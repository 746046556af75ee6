#!/bin/bash
cd "$build" # expect: write `cd … || exit`
rm -rf ./*
clean() {
  cd /var/cache/x # expect: write `cd … || return`
  rm -f ./*
}
