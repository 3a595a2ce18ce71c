#!/usr/bin/env bash
# Makes the Python environment that tests of Python clients run in, once per machine: about half a minute.
# usage: make-venv.sh     -> prints the path of its python
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../common.sh
. "$here/../common.sh"

take_lock python
python=$(command -v python3 || true)
# Debian has venv in a package of its own.
if [ -z "$python" ] || ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
  need_packages python3 python3-venv
  python=/usr/bin/python3
fi
# One for each state of what is asked for.
state=$( ("$python" --version; cat "$here/requirements.txt") | sha256sum | cut -c1-16)
folder=$(cache_folder)/python/$state
if ! [ -e "$folder/made" ]; then
  say "making a Python environment with solana-py and solders, once"
  rm -rf "$(cache_folder)/python"
  log=$(mktemp)
  "$python" -m venv "$folder" >"$log" 2>&1 &&
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt" >>"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    die "the Python environment could not be made"
  }
  rm -f "$log"
  touch "$folder/made"
fi
echo "$folder/bin/python"
