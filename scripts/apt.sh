#!/usr/bin/env bash
# Install Debian packages where that may be done; where it may not, say in one line what is missing, and go on.
# Usage: scripts/apt.sh WHAT WITHOUT PACKAGE...
#   WHAT is what the packages are for, WITHOUT says what happens when they are not there.
# Always ends with exit status 0: nothing that needs these packages may stop the rest.
set -u
what=$1 without=$2
shift 2

installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

give_up() {
  echo "$what: $1; $without. To add it: apt-get install ${missing[*]}" >&2
  exit 0
}

missing=()
for package in "$@"; do installed "$package" || missing+=("$package"); done
((${#missing[@]})) || exit 0

command -v apt-get >/dev/null || give_up "no apt-get here"
if ((EUID == 0)); then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  give_up "only root may install it"
fi

apt_get() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 "$@"
}

echo "$what: installing ${missing[*]}" >&2
apt_get update >/dev/null 2>&1
# One name that this release does not know would make apt-get refuse all of them.
known=()
for package in "${missing[@]}"; do apt-cache show "$package" >/dev/null 2>&1 && known+=("$package"); done
((${#known[@]})) && apt_get install -y --no-install-recommends "${known[@]}" >/dev/null 2>&1

wanted=("${missing[@]}") missing=()
for package in "${wanted[@]}"; do installed "$package" || missing+=("$package"); done
((${#missing[@]})) && give_up "apt-get could not install all of it"
exit 0
