#!/bin/bash
set -e -o pipefail
pg_dump shop | gzip > shop.sql.gz
curl -s https://example.invalid/x | tar xz
