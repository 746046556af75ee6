#!/usr/bin/env bash
# Sets up what the tests need, then runs every check and every test. The last line says how many passed and failed.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup-tests.sh
exec node scripts/run-checks.mjs --all
