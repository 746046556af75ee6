#!/bin/bash
curl --cacert own.pem https://example.com/data
curl -fsSL https://example.com/keys
wget https://example.com/data
git config --global http.sslVerify true
