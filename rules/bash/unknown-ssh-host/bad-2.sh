#!/bin/sh
copy() {
  scp -o StrictHostKeyChecking=no -q "$1" backup@example.com:  # expect: are accepted
}
