#!/usr/bin/env bash
# Builds a Solana program to SBF v3 with a toolchain that comes whole from package registries, for machines
# without `cargo build-sbf`. ../README.md says what each part is for.
#
# usage: build-sbf.sh PROGRAM_DIR [CARGO_ARGUMENT...]     -> target/deploy/NAME.so of the program's workspace
#        build-sbf.sh --setup                             only prepares the toolchain
#        build-sbf.sh --version
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../common.sh
. "$here/../common.sh"

rust_series=1.96 # patch-std.py edits the sources of this release, and it decides the bytes of the program
linker_version=0.2.6

if [ "${1:-}" = --version ]; then
  echo "truestake-build-sbf: Rust $rust_series (Debian), sbpf-linker $linker_version (LLVM 23), SBF v3"
  exit
fi
[ $# -ge 1 ] || die "usage: build-sbf.sh PROGRAM_DIR [CARGO_ARGUMENT...] | --setup | --version"

sbf=$(cache_folder)/sbf
mkdir -p "$sbf"
take_lock sbf
unset RUSTUP_TOOLCHAIN RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET

# --- 1: the compiler -------------------------------------------------------------------------------------------------
# Status 3 tells ../lib/sbf.ts that there is no compiler here: what needs none goes on then.
no_compiler() { # REASON
  say "no compiler: $*"
  say "The programs are built with Rust $rust_series: install Debian's rustc-web, cargo-web and rust-web-src $rust_series.x, or" \
    "Solana's own cargo build-sbf, or move to another Rust as toolchain/README.md says (\"Moving to another Rust\")."
  exit 3
}

if ! [ -x /usr/bin/rustc ] || ! [ -x /usr/bin/cargo ] || ! [ -d /usr/lib/rustlib/src/rust/library ]; then
  say "1/5 Rust $rust_series with the sources of its standard library, from Debian (about 1 minute)"
  command -v apt-get >/dev/null || no_compiler "there is no Rust in /usr/bin, and no apt-get to install it with"
  run_apt update
  packages=()
  for package in rustc-web cargo-web rust-web-src; do
    version=$(offered_version "$package" "$rust_series.")
    [ -n "$version" ] || no_compiler "Debian offers no $package $rust_series"
    packages+=("$package=$version")
  done
  need_packages "${packages[@]}"
fi
# TRUESTAKE_RUST=1.98.0 pretends that this is what is installed, to see what happens then.
rust=${TRUESTAKE_RUST:-$(/usr/bin/rustc --version | cut -d' ' -f2)}
case $rust in
  $rust_series.*) ;;
  *) no_compiler "/usr/bin/rustc is Rust $rust" ;;
esac

# --- 2, 3: the linker ------------------------------------------------------------------------------------------------
linker=$sbf/linker-$linker_version
if ! [ -x "$linker/bin/sbpf-linker" ]; then
  need_packages g++ python3-venv
  llvm=$sbf/llvm
  if ! [ -e "$llvm/complete" ]; then
    say "2/5 LLVM 23, static, from PyPI (about 40 s)"
    rm -rf "$llvm"
    python3 -m venv "$llvm"
    "$llvm/bin/pip" install -q --disable-pip-version-check --require-hashes --only-binary :all: --no-deps -r "$here/llvm.txt"
    touch "$llvm/complete"
  fi
  say "3/5 sbpf-linker, from the crates registry (about 3 minutes)"
  static=$(echo "$llvm"/lib/python3*/site-packages/mlc_llvm_static/static)
  rm -rf "$linker.new"
  # Its target folder stays until it is built, so that an interrupted build goes on where it was.
  LLVM_PREFIX=$static ZLIB_PATH=$static/lib LIBZSTD_PATH=$static/lib \
    CXXSTDLIB_PATH=$(dirname "$(gcc -print-file-name=libstdc++.a)") \
    cargo install -q sbpf-linker --version "$linker_version" --locked --root "$linker.new" --target-dir "$sbf/linker-target" \
    --no-default-features --features bpf-linker/llvm-23,bpf-linker/llvm-link-static
  rm -rf "$linker"
  mv "$linker.new" "$linker"
  rm -rf "$sbf/linker-target" "$llvm" # 850 MB that only this step needed
fi

# --- 4: the standard library -----------------------------------------------------------------------------------------
# cargo does not notice a change to std or to the target: every change to the toolchain gets folders of its own.
key=$({
  /usr/bin/rustc -vV
  "$linker/bin/sbpf-linker" --version
  cd "$here"
  cat build-sbf.sh rustc-wrapper.sh patch-std.py patch-crate.py sbpf-solana.json builtins/Cargo.toml builtins/Cargo.lock builtins/src/lib.rs
} | sha256sum | cut -c1-12)
export SBF_HOME=$sbf/std-$key
target=${CARGO_TARGET_DIR:-$sbf/target}-$key

export PATH=$linker/bin:$PATH RUSTC=/usr/bin/rustc RUSTC_WRAPPER=$here/rustc-wrapper.sh
export RUSTC_BOOTSTRAP=1 RUSTC_BOOTSTRAP_SYNTHETIC_TARGET=1 __CARGO_TESTS_ONLY_SRC_ROOT=$SBF_HOME/library
flags=(
  --cfg 'target_os="solana"' -A explicit_builtin_cfgs_in_flags  # std is built as os "zkvm", the program sees "solana"
  -C passes=lower-atomic                                        # one thread: atomics become plain loads and stores
  -C link-arg=--arch=v3 -C link-arg=--deploy=false -C link-arg=--llvm-args=--bpf-stack-size=4096
  -C link-arg=--export=__unorddf2
  -C link-arg=-O2                                               # O3 inlines: +40 % size, so rent, for -0.5 % compute
  -C link-arg=--llvm-args=--enable-merge-functions              # one copy of functions that are the same: -4 %
  -C link-arg=--llvm-args=--inline-threshold=60                 # a quarter of what O2 inlines, and nothing into what is cold:
  -C link-arg=--llvm-args=--inlinecold-threshold=0              # -7 % size for +1 % compute; #[inline] has its own threshold
)
sbf_cargo() { # FOLDER TARGET_DIR STD_CRATES [CARGO_ARGUMENT...]
  local folder=$1 target_dir=$2 std=$3
  shift 3
  (cd "$folder" && RUSTFLAGS="${flags[*]}" CARGO_TARGET_DIR=$target_dir /usr/bin/cargo build -q --release \
    --target "$SBF_HOME/sbpf-solana.json" -Z json-target-spec -Z build-std="$std" -Z build-std-features= "$@")
}

if ! [ -e "$SBF_HOME/complete" ]; then
  say "4/5 the standard library, ported (about 10 s)"
  rm -rf "$SBF_HOME"
  mkdir -p "$SBF_HOME/lib"
  cp -rL /usr/lib/rustlib/src/rust/library "$SBF_HOME/library"
  python3 "$here/patch-std.py" "$SBF_HOME/library"
  cp "$here/sbpf-solana.json" "$SBF_HOME/"
  cp -r "$here/builtins" "$SBF_HOME/builtins"
  sbf_cargo "$SBF_HOME/builtins" "$SBF_HOME/builtins/target" core --locked
  for name in solana_compiler_builtins sbf_builtins; do
    cp "$SBF_HOME"/builtins/target/sbpf-solana/release/deps/lib$name-*.rlib "$SBF_HOME/lib/lib$name.rlib"
  done
  rm -rf "$SBF_HOME/builtins"
  touch "$SBF_HOME/complete"
fi
for name in sbf_builtins solana_compiler_builtins; do
  flags+=(-Z "pre-link-args=$SBF_HOME/lib/lib$name.rlib")
done
# Folders of toolchains that nobody used for two weeks go.
touch "$SBF_HOME" && { [ ! -d "$target" ] || touch "$target"; }
find "$sbf" -maxdepth 1 \( -name 'std-*' -o -name 'target-*' \) -mtime +14 -exec rm -rf {} +
[ "$1" != --setup ] || exit 0

# --- 5: the program --------------------------------------------------------------------------------------------------
program=$(cd "$1" && pwd -P)
shift
workspace=$(dirname "$(cd "$program" && /usr/bin/cargo locate-project --workspace --message-format plain)")
if [ -d "$target/sbpf-solana" ]; then
  say "5/5 ${program##*/}"
else
  say "5/5 ${program##*/} and its dependencies, std among them (about 2 minutes the first time)"
fi

# cargo tells a workspace's crates apart by their path inside it and compares times only: in a target folder that
# several checkouts share it would take another checkout's build for this one's. So those are forgotten first.
if [ "$(cat "$target/checkout" 2>/dev/null)" != "$workspace" ]; then
  members=$(cd "$workspace" && /usr/bin/cargo metadata -q --no-deps --format-version 1 |
    python3 -c 'import json, sys; print(*(p["name"] for p in json.load(sys.stdin)["packages"]))')
  for member in $members; do
    rm -rf "$target"/sbpf-solana/release/.fingerprint/"$member"-*
  done
  mkdir -p "$target"
  printf '%s\n' "$workspace" >"$target/checkout"
fi

messages=$(mktemp)
trap 'rm -f "$messages"' EXIT
sbf_cargo "$program" "$target" std,panic_abort --message-format json-render-diagnostics "$@" >"$messages"
so=$(grep -o '"[^"]*/sbpf-solana/release/[^"/]*\.so"' "$messages" | tail -n 1 | tr -d '"') || die "$program built no .so: is it a cdylib?"
deploy=${CARGO_TARGET_DIR:-$workspace/target}/deploy
mkdir -p "$deploy"
name=${so##*/lib}
cp "$so" "$deploy/.$name.new"
mv "$deploy/.$name.new" "$deploy/$name"
