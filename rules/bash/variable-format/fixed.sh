#!/bin/bash
printf '%s' "$message"
printf 'hello %s\n' "$name"
