#!/bin/bash
chmod 750 /srv/app
chmod -R u+rw data
