#!/bin/sh
deploy() {
  sshpass -p "$1" ssh deploy@example.com  # expect: can be seen
}
