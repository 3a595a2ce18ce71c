// All that is made of the program's IDL.
import fs from "node:fs";
import path from "node:path";
import { KIT_FOLDER, kitFiles } from "../kit";
import { root } from "./paths";
import { callerFiles, sdkFiles } from "./sdkIdl";

export const SDK_FOLDER = "app/sdk/src/idl";
export const STEWARD_FOLDER = "app/sdk/src/steward/idl";

/** Where a file of the steward's goes: the names of its errors belong to those of all programs. */
const stewardPath = (name: string): string =>
  name === "errors.ts" ? `${SDK_FOLDER}/stewardErrors.ts` : `${STEWARD_FOLDER}/${name}`;

/** What the SDK has of the steward: path in the repository -> content. */
export function stewardFiles(json: string): Map<string, string> {
  return new Map([...callerFiles(json, "steward")].map(([name, content]) => [stewardPath(name), content]));
}

/** Path in the repository -> content. */
export async function generatedFiles(json: string): Promise<Map<string, string>> {
  const sdk = [...sdkFiles(json)].map(([name, content]) => [`${SDK_FOLDER}/${name}`, content] as const);
  const kit = [...(await kitFiles(json))].map(([name, content]) => [`${KIT_FOLDER}/${name}`, content] as const);
  return new Map([...sdk, ...kit]);
}

/** Files of the client for @solana/kit that the IDL gives no more: what an instruction was that is gone. */
export function leftOver(files: ReadonlyMap<string, unknown>): string[] {
  const folder = path.join(root, KIT_FOLDER);
  if (!fs.existsSync(folder)) return [];
  const found = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return found.map((file) => `${KIT_FOLDER}/${file}`).filter((file) => !files.has(file));
}
