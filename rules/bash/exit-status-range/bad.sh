#!/bin/bash
f() { return 300; } # expect: `300` arrives as 44
exit 256 # expect: `256` arrives as 0
