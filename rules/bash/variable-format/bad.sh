#!/bin/bash
printf "$message" # expect: A `%` in the value would be an order
printf "hello $name\n" # expect: write `printf '%s' …`
