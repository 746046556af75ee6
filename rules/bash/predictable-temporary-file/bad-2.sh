#!/bin/sh
save() {
  echo "$1" >> "/tmp/state.$$"  # expect: use mktemp
}
