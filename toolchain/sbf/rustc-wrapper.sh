#!/usr/bin/env bash
# RUSTC_WRAPPER of build-sbf.sh. It does three things, and passes everything else through:
#
# 1. The same bytes on every machine. cargo derives `-C metadata` from paths (std's sources, linked libraries), and
#    rustc hashes it into every symbol and TypeId. Here it is derived from what the crate is, not from where it lies.
#    Paths that panic messages carry are cut down to NAME-VERSION/src/FILE for the same reason.
# 2. The `id()` that Solana's own toolchain gives. solana-address 2.6 to 2.9 decodes base58 text at run time in every
#    `some_program::id()` when the architecture is "bpf": about 2,050 compute units a call, several calls an
#    instruction. A copy is compiled whose `declare_id!` keeps the decoded constant.
# 3. Cold errors: copies of anchor-lang-error and anchor-syn are compiled in which what makes an error is `#[cold]`
#    (patch-crate.py), a sixth less program for the same compute. And a copy of solana-program-entrypoint whose `entrypoint!`
#    leaves the accounts as they are at the end: 35 compute units less for each.
set -euo pipefail
rustc=$1
shift
args=("$@")

patched_address() { # FOLDER -> the folder of its patched copy
  local to=$SBF_HOME/patched/${1##*/}
  if ! [ -d "$to" ]; then
    local new=$to.$$
    mkdir -p "$SBF_HOME/patched"
    cp -r "$1" "$new"
    # shellcheck disable=SC2016 # Rust's $, not the shell's
    sed -i 's/^            \$crate::Address::from_str_const(\$address)$/            { const DECODED: $crate::Address = $crate::Address::from_str_const($address); DECODED }/' \
      "$new/src/lib.rs"
    if ! grep -q 'const DECODED' "$new/src/lib.rs"; then
      echo "error: ${1##*/} is not what rustc-wrapper.sh expects; see what it is for" >&2
      exit 1
    fi
    mv -T "$new" "$to" 2>/dev/null || rm -rf "$new"
  fi
  printf '%s' "$to"
}

patched_crate() { # FOLDER -> the folder of its patched copy
  local to=$SBF_HOME/patched/${1##*/}
  if ! [ -d "$to" ]; then
    local new=$to.$$
    mkdir -p "$SBF_HOME/patched"
    cp -r "$1" "$new"
    python3 "$(dirname "${BASH_SOURCE[0]}")/patch-crate.py" "$new" >&2 || exit 1
    mv -T "$new" "$to" 2>/dev/null || rm -rf "$new"
  fi
  printf '%s' "$to"
}

source_root=${CARGO_MANIFEST_DIR:-}
metadata_at= previous=
identity=("${CARGO_PKG_NAME:-}" "${CARGO_PKG_VERSION:-}")
cfgs=()
for i in "${!args[@]}"; do
  value=${args[$i]}
  case $previous in
    --crate-name | --crate-type | --target) identity+=("$previous" "${value##*/}") ;;
    --cfg) cfgs+=("$value") ;;
  esac
  case $value in
    metadata=*) metadata_at=$i ;;
    */solana-address-2.[6-9].*/src/lib.rs)
      source_root=$(patched_address "${value%/src/lib.rs}")
      args[i]=$source_root/src/lib.rs
      ;;
    */anchor-lang-error-1.2.*/src/lib.rs | */anchor-syn-1.2.*/src/lib.rs | */solana-program-entrypoint-3.1.*/src/lib.rs)
      source_root=$(patched_crate "${value%/src/lib.rs}")
      args[i]=$source_root/src/lib.rs
      ;;
  esac
  previous=$value
done

if [ -n "$metadata_at" ]; then
  hash=$({
    printf '%s\n' "${identity[@]}"
    printf '%s\n' "${cfgs[@]}" | LC_ALL=C sort
  } | sha256sum)
  args[metadata_at]=metadata=${hash:0:16}
  name=/$CARGO_PKG_NAME-$CARGO_PKG_VERSION
  args+=("--remap-path-prefix=$source_root=$name")
  [ -z "${OUT_DIR:-}" ] || args+=("--remap-path-prefix=$OUT_DIR=$name/out")
fi
exec "$rustc" "${args[@]}"
