#!/bin/bash
rm -rf "$TARGET/"* # expect: If `TARGET` is empty, this removes from `/`
rm -rf $prefix/usr/lib # expect: If `prefix` is empty
rm -fr "${dir}/" # expect: If `dir` is empty
