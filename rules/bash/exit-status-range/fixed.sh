#!/bin/bash
f() { return 44; }
exit 1
