#!/bin/sh
fetch() {
  curl --silent --insecure "$1"  # expect: is not checked
}
git config --global http.sslVerify false  # expect: is not checked
