#!/usr/bin/env bash
# Makes a Python environment with what requirements.txt in a folder pins, once per machine: about half a minute.
# usage: make-venv.sh FOLDER     -> prints the path of its python; the environment is named after the folder
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
wanted=$1/requirements.txt
name=$(basename "$1")
# shellcheck source=../common.sh
. "$here/../common.sh"

take_lock "$name"
python=$(command -v python3 || true)
# Debian has venv in a package of its own.
if [ -z "$python" ] || ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
  need_packages python3 python3-venv
  python=/usr/bin/python3
fi
# One for each state of what is asked for.
state=$( ("$python" --version; cat "$wanted") | sha256sum | cut -c1-16)
folder=$(cache_folder)/$name/$state
if ! [ -e "$folder/made" ]; then
  say "making a Python environment with $(grep -c == "$wanted") packages, once"
  rm -rf "$(cache_folder)/${name:?}"
  log=$(mktemp)
  "$python" -m venv "$folder" >"$log" 2>&1 &&
    "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$wanted" >>"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    die "the Python environment could not be made"
  }
  rm -f "$log"
  touch "$folder/made"
fi
echo "$folder/bin/python"
