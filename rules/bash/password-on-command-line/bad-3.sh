#!/bin/bash
PGPASSWORD=winter psql -h db.example.com shop  # expect: can be seen
psql "postgres://shop:$PASSWORD@db.example.com/shop" -c 'select 1'  # expect: can be seen
