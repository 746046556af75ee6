#!/bin/bash
file=$(mktemp)
date > "$file"
date > /var/lib/app/state
cat < /tmp/report.txt
