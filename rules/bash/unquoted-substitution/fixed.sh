#!/bin/bash
cd "$(dirname "$0")"
rm -f /var/cache/"$(cat name)"
