#!/bin/bash
while read -r host; do
  ssh "$host" uptime # expect: `ssh` reads the rest of the loop's input
done < hosts
