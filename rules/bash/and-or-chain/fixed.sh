#!/bin/bash
if [ -f config ]; then load config; else create config; fi
