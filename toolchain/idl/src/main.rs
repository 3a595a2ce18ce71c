//! Writes a program's IDL and its TypeScript type as `anchor build` (1.2.2) does, without the Anchor CLI.
//!
//! usage: truestake-idl PROGRAM_DIR OUT_DIR [CARGO_ARGUMENT...]   -> OUT_DIR/idl/NAME.json, OUT_DIR/types/NAME.ts

use std::{env, fs, path::Path, process::ExitCode};

use anchor_lang_idl::{build::IdlBuilder, types::Idl};
use anyhow::{Context, Result};
use heck::{ToLowerCamelCase, ToPascalCase};
use serde_json::Value;

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let program = arguments.next().context("no PROGRAM_DIR given")?;
    let out = arguments.next().context("no OUT_DIR given")?;

    // `IdlBuilder` fails when it is set, and rustup sets it for what `cargo run` starts.
    env::remove_var("RUSTUP_TOOLCHAIN");
    let idl = IdlBuilder::new()
        .program_path(fs::canonicalize(&program).with_context(|| program.clone())?)
        .cargo_args(arguments.collect())
        .build()?;

    let name = &idl.metadata.name;
    write(&Path::new(&out).join("idl").join(format!("{name}.json")), &serde_json::to_string_pretty(&idl)?)?;
    write(&Path::new(&out).join("types").join(format!("{name}.ts")), &type_script(&idl)?)
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().context("a file has a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// The IDL as a TypeScript type, with names in camel case as Anchor's client library wants them.
fn type_script(idl: &Idl) -> Result<String> {
    let name = &idl.metadata.name;
    let type_name = name.to_pascal_case();
    let mut camel = serde_json::to_value(idl)?;
    camel_case_names(&mut camel);
    // Through `Idl` once more: it gives the fields their order back.
    let camel = serde_json::to_string_pretty(&serde_json::from_value::<Idl>(camel)?)?;
    Ok(format!(
        r#"/**
 * Program IDL in camelCase format in order to be used in JS/TS.
 *
 * Note that this is only a type helper and is not the actual IDL. The original
 * IDL can be found at `target/idl/{name}.json`.
 */
export type {type_name} = {camel};
"#
    ))
}

fn camel_case_names(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(camel_case_names),
        Value::Object(fields) => {
            for (key, value) in fields {
                match key.as_str() {
                    "name" | "path" | "account" | "relations" | "generic" => camel_case_name(value),
                    _ => camel_case_names(value),
                }
            }
        }
        _ => {}
    }
}

fn camel_case_name(value: &mut Value) {
    match value {
        Value::String(text) if !is_address(text) => {
            *text = text.split('.').map(|part| part.to_lower_camel_case()).collect::<Vec<_>>().join(".");
        }
        Value::Array(values) => values.iter_mut().for_each(camel_case_name),
        Value::Object(_) => camel_case_names(value),
        _ => {}
    }
}

fn is_address(text: &str) -> bool {
    bs58::decode(text).into_vec().is_ok_and(|bytes| bytes.len() == 32)
}
