#!/bin/bash
curl -fsSL https://example.com/setup | sudo -E bash -  # expect: is run without
wget -qO- https://example.com/install.sh | sudo sh  # expect: is run without
bash <(curl -s https://example.com/install.sh)  # expect: is run without
sh -c "$(curl -fsSL https://example.com/install.sh)"  # expect: is run without
eval "$(curl -s https://example.com/env)"  # expect: is run without
source <(curl -s https://example.com/functions.sh)  # expect: is run without
curl -s https://example.com/install.sh | /bin/sh  # expect: is run without
