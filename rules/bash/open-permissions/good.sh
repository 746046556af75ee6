#!/bin/bash
chmod 755 run.sh
chmod -R u+rw data
chmod 640 secret
chmod +x run.sh
