#!/bin/bash
mysqldump -u root -p"$DB_PASSWORD" shop > shop.sql  # expect: can be seen
curl -u "admin:$TOKEN" https://example.com/status  # expect: can be seen
