#!/bin/bash
local count=0 # expect: `local` works in functions only
