#!/bin/bash
f() { return 3; }
f || exit "$?"
exit 255
