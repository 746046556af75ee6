#!/bin/bash
count=1
[ "$1" = a ] && test "$1" = b
expr 1 = 1
