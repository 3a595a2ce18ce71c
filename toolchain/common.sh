# Shared by the toolchain's shell scripts; sourced, never run.

say() { printf '%s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The one folder for everything that is built once per machine.
cache_folder() {
  local folder=${TRUESTAKE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/truestake}
  mkdir -p "$folder"
  (cd "$folder" && pwd -P)
}

# Waits until no other run holds the lock. The kernel releases it however this process ends.
take_lock() { # NAME
  local file
  file=$(cache_folder)/$1.lock
  exec 9>"$file"
  if ! flock -n 9; then
    say "another run holds the $1 lock; waiting for it"
    flock 9
  fi
}

# Runs apt-get, as root. Its output is shown only if it fails.
run_apt() { # ARGUMENT...
  local sudo=() log
  command -v apt-get >/dev/null || die "apt-get is missing: this is not Debian"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "please have an administrator run: apt-get $*"
    sudo=(sudo)
  fi
  log=$(mktemp)
  # apt waits for others to finish installing but not to finish updating: two scripts of ours take turns.
  exec 8>"$(cache_folder)/apt.lock"
  flock 8
  if ! "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "this failed: apt-get $*"
  fi
  exec 8>&-
  rm -f "$log"
}

# The newest version of a Debian package that begins so and can be installed; nothing if there is none.
offered_version() { # PACKAGE BEGINNING
  command -v apt-cache >/dev/null || return 0
  apt-cache madison "$1" | awk -F ' *[|] *' -v beginning="$2" 'index($2, beginning) == 1 && !found++ { print $2 }'
}

# Installs the Debian packages that are missing, of any version or of this one.
need_packages() { # PACKAGE[=VERSION]...
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "${package%%=*}" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || die "please install the equivalents of these Debian packages: ${missing[*]}"
  say "installing ${missing[*]}"
  run_apt update
  run_apt install -y --no-install-recommends "${missing[@]}"
}
