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

# Installs the Debian packages that are missing.
need_packages() { # PACKAGE...
  local package missing=() sudo=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || die "please install the equivalents of these Debian packages: ${missing[*]}"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "please have an administrator run: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing ${missing[*]}"
  local log
  log=$(mktemp)
  # apt waits for others to finish installing but not to finish updating: two scripts of ours take turns.
  exec 8>"$(cache_folder)/apt.lock"
  flock 8
  if ! { "${sudo[@]}" apt-get -o DPkg::Lock::Timeout=600 update -qq &&
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
      install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "apt-get could not install: ${missing[*]}"
  fi
  exec 8>&-
  rm -f "$log"
}
