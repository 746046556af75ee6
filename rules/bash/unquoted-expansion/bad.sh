#!/bin/bash
rm -f $file # expect: `$file` is split into words here
cp "$from" ${to} # expect: `${to}` is split into words here
if [ $state = on ]; then # expect: `$state` is split into words here
  cat $1/log # expect: `$1` is split into words here
fi
