#!/bin/bash
chmod 777 /srv/app  # expect: every user
chmod -R a+rw data  # expect: every user
