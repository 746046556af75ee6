#!/bin/bash
find . -name '*.log' | xargs -I{} sh -c 'gzip {}'  # expect: can run commands
ls | xargs -n1 -I {} bash -c "mv {} old"  # expect: can run commands
