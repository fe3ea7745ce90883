#!/usr/bin/env bash
# Make the virtual environment FOLDER with the first Python >= 3.11 found (or the one named in PYTHON).
# Usage: scripts/venv.sh FOLDER
set -eu
folder=$1
cd "$(dirname "$0")/.."

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
  if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
    python=$candidate
    break
  fi
done
if [[ -z $python ]]; then
  echo "cardscan needs Python 3.11 or newer, and ${PYTHON:-python3} is none. Install one, or say where it is: make PYTHON=/path/to/python3.12" >&2
  exit 1
fi

if ! "$python" -c 'import ensurepip' 2>/dev/null; then # Debian keeps it in a package of its own
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  scripts/apt.sh "Python's venv module" "no environment can be made without it" "python$version-venv"
fi
"$python" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade pip
