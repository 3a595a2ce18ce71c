// All that is made of the programs' IDLs.
import fs from "node:fs";
import path from "node:path";
import { KIT_FOLDERS, type KitProgram, kitFiles } from "../kit";
import { root } from "./paths";
import { callerFiles, sdkFiles } from "./sdkIdl";

export const SDK_FOLDER = "app/sdk/src/idl";
export const STEWARD_FOLDER = "app/sdk/src/steward/idl";

/** Where a file of the steward's goes: the names of its errors belong to those of all programs. */
const stewardPath = (name: string): string =>
  name === "errors.ts" ? `${SDK_FOLDER}/stewardErrors.ts` : `${STEWARD_FOLDER}/${name}`;

/** What the SDK has of the steward: path in the repository -> content. */
export function stewardSdkFiles(json: string): Map<string, string> {
  return new Map([...callerFiles(json, "steward")].map(([name, content]) => [stewardPath(name), content]));
}

/** What is made of the pool's IDL: path in the repository -> content. */
export async function generatedFiles(json: string): Promise<Map<string, string>> {
  const sdk = [...sdkFiles(json)].map(([name, content]) => [`${SDK_FOLDER}/${name}`, content] as const);
  return new Map([...sdk, ...(await clientFiles(json, "truestake"))]);
}

/** What is made of the steward's IDL: path in the repository -> content. */
export async function stewardFiles(json: string): Promise<Map<string, string>> {
  return new Map([...stewardSdkFiles(json), ...(await clientFiles(json, "steward"))]);
}

/** A program's client for @solana/kit: path in the repository -> content. */
export async function clientFiles(json: string, program: KitProgram): Promise<Map<string, string>> {
  const files = await kitFiles(json, program);
  return new Map([...files].map(([name, content]) => [`${KIT_FOLDERS[program]}/${name}`, content]));
}

/** Files of the clients for @solana/kit that no IDL gives any more: what an instruction was that is gone. */
export function leftOver(files: ReadonlyMap<string, unknown>): string[] {
  return Object.values(KIT_FOLDERS).flatMap((folder) => {
    const whole = path.join(root, folder);
    if (!fs.existsSync(whole)) return [];
    const found = fs.readdirSync(whole, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    return found.map((file) => `${folder}/${file}`).filter((file) => !files.has(file));
  });
}
