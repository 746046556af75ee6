#!/bin/bash
sudo echo "127.0.0.1 x" >> /etc/hosts # expect: The caller opens `/etc/hosts`, not `sudo`
