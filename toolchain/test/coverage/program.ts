import idl from "../../../artifacts/truestake.json";
import { namedIn, type Program } from "./table";

export const PROGRAM: Program = {
  instructions: idl.instructions,
  errors: idl.errors,
  anywhere: namedIn(idl.docs),
};
