#!/bin/bash
count=1
name="$1"
