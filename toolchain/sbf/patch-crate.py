#!/usr/bin/env python3
"""Tells the compiler, in a copy of a crate, what it cannot know: that its errors are rare, and what need not be tidied up.

usage: patch-crate.py CRATE_DIR     (a copy of anchor-lang-error 1.2, anchor-syn 1.2 or solana-program-entrypoint 3.1)

Anchor builds an error (strings, allocations, 160 bytes) at every constraint and `require!`, and LLVM inlines that at
each of the hundreds of places. Here what makes an error is `#[cold]` and never inlined; LLVM then keeps the rest of such
paths small too. And the entrypoint leaves the accounts' counts of references where they are when the program ends, which
with the program takes all of its memory: 35 compute units an account. The program does the same with or without it. Every
edit must find its anchor.
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
elif "BumpAllocator" in (crate / "src" / "lib.rs").read_text():  # solana-program-entrypoint: the macro `entrypoint!`
    edit(
        "src/lib.rs",
        (r"(let \(program_id, accounts, instruction_data\) = unsafe \{ \$crate::deserialize\(input\) \};\n)(            match)",
         r"\1            let accounts = ::core::mem::ManuallyDrop::new(accounts);\n\2"),
    )
else:
    edit(
        "src/lib.rs",
        (r"(pub fn with_(account_name|source|pubkeys|values)\()", COLD + r"\1"),
        (r"(fn from\((ae: AnchorError|program_error: ProgramError|pe: ProgramErrorWithOrigin)\) -> Self)", COLD + r"\1"),
    )
