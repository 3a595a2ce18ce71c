#!/usr/bin/env bash
# Builds solana-test-validator from the crates registry, once per machine: about 35 minutes of one core.
# An interrupted build goes on where it was. usage: build-validator.sh     -> prints the path of the executable
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../common.sh
. "$here/../common.sh"

version=4.2.2 # the newest line that builds with Rust 1.95
minutes=${TRUESTAKE_VALIDATOR_MINUTES:-65}

cache=$(cache_folder)
validator=$cache/validator
binary=$validator/bin/solana-test-validator
take_lock validator
if ! [ -x "$binary" ]; then
  need_packages g++ make clang libclang-dev cmake protobuf-compiler libudev-dev libssl-dev pkg-config
  # Fast to compile rather than fast to run: tests wait for slots, not for this.
  export CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_INCREMENTAL=false
  unset RUSTUP_TOOLCHAIN RUSTFLAGS CARGO_TARGET_DIR
  say "building solana-test-validator $version, at low priority"
  # In the background, so that a signal to this script ends the build as well.
  nice -n 15 timeout "${minutes}m" cargo install --locked --root "$validator.new" --target-dir "$validator-target" \
    --bin solana-test-validator "agave-validator@$version" >&2 &
  build=$!
  trap 'kill "$build" 2>/dev/null; exit 1' INT TERM HUP
  status=0
  wait "$build" || status=$?
  [ "$status" != 124 ] || die "solana-test-validator was not built within $minutes minutes. What is built is kept: the next" \
    "run goes on from there (TRUESTAKE_VALIDATOR_MINUTES raises the limit)"
  [ "$status" = 0 ] || die "solana-test-validator $version could not be built"
  rm -rf "$validator"
  mv "$validator.new" "$validator"
fi
rm -rf "$validator-target" # 2.4 GB that only the build needed
echo "$binary"
