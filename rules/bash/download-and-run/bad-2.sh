#!/bin/sh
install() {
  wget -qO- "$1" | sh  # expect: is run without
}
install https://example.com/setup.sh
