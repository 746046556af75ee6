#!/bin/bash
f() {
  local here
  here="$(pwd)"
  VERSION=$(git describe)
  export VERSION
}
