#!/bin/bash
f() {
  local count=0
  echo "$count"
}
count=0
