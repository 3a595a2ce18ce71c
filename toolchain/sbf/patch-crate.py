#!/usr/bin/env python3
"""Tells the compiler, in a copy of a crate, what it cannot know: that its errors are rare.

usage: patch-crate.py CRATE_DIR     (a copy of anchor-lang-error or anchor-syn 1.2)

Anchor builds an error (strings, allocations, 160 bytes) at every constraint and `require!`, and LLVM inlines that at
each of the hundreds of places. Here what makes an error is `#[cold]` and never inlined; LLVM then keeps the rest of such
paths small too. The program does the same with or without it. Every edit must find its anchor.
"""
import pathlib
import re
import sys

crate = pathlib.Path(sys.argv[1])
COLD = "#[cold] #[inline(never)] "


def edit(path, *edits):
    file = crate / path
    text = file.read_text()
    for pattern, replacement in edits:
        text, found = re.subn(pattern, lambda match, to=replacement: match.expand(to), text)
        assert found, f"{path}: anchor not found: {pattern!r}"
    file.write_text(text)


if (crate / "src" / "codegen" / "error.rs").exists():  # anchor-syn: what `#[error_code]` expands to
    edit(
        "src/codegen/error.rs",
        (r"(#ident_name)\.to_string\(\)", r"\1"),
        (r"(pub fn name\(&self\) -> String \{\s+)(match self \{\s+#\(#name_variant_dispatch\),\*\s+\})",
         COLD + r"\1let name: &str = \2; name.to_string()"),
        (r"(fn from\(error_code: #enum_name\) -> anchor_lang::error::Error)", COLD + r"\1"),
        (r"(fn fmt\(&self, fmt: &mut ::std::fmt::Formatter<'_>\))", COLD + r"\1"),
    )
else:
    edit(
        "src/lib.rs",
        (r"(pub fn with_(account_name|source|pubkeys|values)\()", COLD + r"\1"),
        (r"(fn from\((ae: AnchorError|program_error: ProgramError|pe: ProgramErrorWithOrigin)\) -> Self)", COLD + r"\1"),
    )
