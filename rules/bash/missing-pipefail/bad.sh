#!/bin/bash
set -e
pg_dump shop | gzip > shop.sql.gz # expect: If `pg_dump` fails, `gzip` goes on with what there is
curl -s https://example.invalid/x | tar xz # expect: If `curl` fails
