import fs from "node:fs";
import path from "node:path";
import idl from "../../../artifacts/truestake.json";
import { namedIn, type Program } from "./table";

const SOURCE = path.resolve(__dirname, "../../../programs/truestake/src/lib.rs");

/** The documentation of the program as a whole, which no IDL has. */
function header(): string[] {
  const lines = fs.readFileSync(SOURCE, "utf8").split("\n");
  return lines.filter((line) => line.startsWith("//!")).map((line) => line.replace(/^\/\/! ?/, ""));
}

export const PROGRAM: Program = {
  instructions: idl.instructions,
  errors: idl.errors,
  anywhere: namedIn(header()),
};
