#!/bin/bash
if [ -n "$name" ]; then echo "$name"; fi
