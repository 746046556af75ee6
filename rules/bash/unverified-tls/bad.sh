#!/bin/bash
curl -k https://example.com/data  # expect: is not checked
wget --no-check-certificate https://example.com/data  # expect: is not checked
