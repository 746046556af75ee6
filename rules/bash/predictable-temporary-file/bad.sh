#!/bin/bash
date > /tmp/report.txt  # expect: use mktemp
cat /tmp/report.txt
