#!/bin/bash
PGPASSFILE=/etc/shop/pgpass psql -h db.example.com shop
PGPASSWORD="$(cat /run/secrets/db)" pg_dump shop
psql "postgres://db.example.com/shop"
