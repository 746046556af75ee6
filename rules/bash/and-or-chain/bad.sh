#!/bin/bash
[ -f config ] && load config || create config # expect: `create` runs also where `load` fails
