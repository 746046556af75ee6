#!/bin/bash
curl -fsSLo install.sh https://example.com/install.sh
echo "0123  install.sh" | sha256sum --check && bash install.sh
curl -fsS https://example.com/data.json | jq .
