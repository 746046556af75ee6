#!/bin/bash
while read -r host; do
  ssh -n "$host" uptime
  ssh "$host" uptime < /dev/null
  echo x | ssh "$host" cat
done < hosts
for host in a b; do ssh "$host" uptime; done
