#!/bin/bash
rm -f $file # expect: `$file` is split into words here
cp "$from" ${to} # expect: `${to}` is split into words here
if [ $state = on ]; then # expect: `$state` is split into words here
  cat $1/log # expect: `$1` is split into words here
fi
cat >&2 $log # expect: `$log` is split into words here
date >> $log # expect: The redirection fails where `$log` is more than one word
[ -f $folder/log ] # expect: `$folder` is split into words here
