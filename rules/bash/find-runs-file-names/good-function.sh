#!/bin/bash
# proof: names($1)
names() {
  find "$1" -type f | wc -l
}
