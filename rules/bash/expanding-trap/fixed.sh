#!/bin/bash
trap 'rm -f "$file"' EXIT
