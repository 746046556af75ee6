#!/bin/bash
curl --cacert own.pem https://example.com/data
wget --ca-certificate=own.pem https://example.com/data
