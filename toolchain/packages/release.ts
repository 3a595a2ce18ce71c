// A release: what has to be so before anything is published, and what every tarball has to hold and do.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";
import { outputOf, runQuietly } from "../lib/process";
import { installInto, pack } from "./index";

/** All that is published, in the order in which they use each other. */
export const RELEASED = [
  "@truestake/sdk",
  "@truestake/kit",
  "@truestake/localnet",
  "@truestake/keeper",
  "@truestake/cli",
] as const;

/** What a tarball holds at least. */
const FILES = ["LICENSE", "README.md", "package.json"];

interface Manifest {
  version: string;
  repository?: unknown;
  publishConfig?: { access?: string; provenance?: boolean };
}

/** The package.json of a package. */
export function manifestOf(name: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8"));
}

/** What git says of the checkout. */
export interface Checkout {
  /** Changes, as `git status --porcelain` lists them. */
  changes: string;
  /** Tags of the commit. */
  tags: readonly string[];
}

export function checkoutNow(): Checkout {
  const git = (...args: string[]) => outputOf("git", args, { cwd: root })?.trim() ?? "";
  return { changes: git("status", "--porcelain"), tags: git("tag", "--points-at", "HEAD").split("\n") };
}

/** Why these packages cannot be published from this checkout; empty where they can. */
export function obstacles({ changes, tags }: Checkout, manifests: ReadonlyMap<string, Manifest>): string[] {
  const found: string[] = [];
  const versions = new Set([...manifests.values()].map(({ version }) => version));
  const [version = ""] = versions;
  if (versions.size > 1) found.push(`the packages have different versions: ${[...versions].join(", ")}`);
  if (changes !== "") found.push("the checkout has changes that are not committed");
  if (!tags.includes(`v${version}`)) found.push(`the commit does not have the tag v${version}`);
  for (const [name, { repository, publishConfig }] of manifests) {
    if (publishConfig?.access !== "public" || !publishConfig.provenance)
      found.push(`${name} has no provenance in its publishConfig`);
    // The registry takes a provenance only from the repository that the package names.
    if (repository === undefined) found.push(`${name} does not name its repository`);
  }
  return found;
}

/** Refuses a tarball without what everybody has to get with it, or with what nobody has use for. */
function checkTarball(tarball: string): void {
  const listed = outputOf("tar", ["-tzf", tarball]) ?? "";
  const files = listed
    .trim()
    .split("\n")
    .map((file) => file.replace(/^package\//, ""));
  const missing = FILES.filter((file) => !files.includes(file));
  const needless = files.filter((file) => /^(src|test|node_modules)\//.test(file));
  if (missing.length > 0) throw new Error(`${path.basename(tarball)} lacks ${missing.join(", ")}`);
  if (needless.length > 0) throw new Error(`${path.basename(tarball)} has ${needless[0]}`);
}

/** Runs in the folder where all are installed: every package does something that only works as a whole. */
const PROBE = `import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { getPoolDecoder } from "@truestake/kit";
import { findStewardAddresses } from "@truestake/kit/steward";
import { Keeper } from "@truestake/keeper";
import { startLocalnet } from "@truestake/localnet";
import { connect, deployment, fetchPool } from "@truestake/sdk";
import { stewardOf } from "@truestake/sdk/steward";
import { PublicKey } from "@solana/web3.js";

const network = await startLocalnet({ port: 0, demo: true });
try {
  const mint = new PublicKey(network.demo.mint);
  const connection = connect(network.url);
  const { supply } = await fetchPool(connection, deployment({ mint }));
  assert.ok(supply > 0n);
  const account = await connection.getAccountInfo(deployment({ mint }).pool);
  assert.equal(getPoolDecoder().decode(account.data).supply, supply);
  const { steward } = await findStewardAddresses(deployment({ mint }).pool.toBase58());
  assert.equal(steward, stewardOf(deployment({ mint })).steward.toBase58());
  assert.equal(typeof Keeper, "function");
  console.log(JSON.stringify({ url: network.url, mint: network.demo.mint, supply: String(supply) }));
  await new Promise((done) => process.stdin.on("data", done));
} finally {
  await network.close();
}
process.exit(0);
`;
const COMMAND = "node_modules/.bin/truestake";

/** Packs all packages into `folder`, installs them into an empty one, and runs them; the tarballs. */
export async function rehearse(folder: string): Promise<string[]> {
  const tarballs = await pack(folder, ...RELEASED);
  for (const tarball of tarballs) checkTarball(tarball);
  const user = path.join(folder, "user");
  await installInto(user, tarballs);
  fs.writeFileSync(path.join(user, "probe.mjs"), PROBE);
  await probe(user);
  return tarballs;
}

async function probe(user: string): Promise<void> {
  const child = spawn(process.execPath, ["probe.mjs"], { cwd: user, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const first = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (line) => resolve(String(line)));
    child.once("exit", (code) => reject(new Error(`the installed packages do not run (${code}): ${said}`)));
  });
  try {
    const { url, mint, supply } = JSON.parse(first) as Record<string, string>;
    const args = ["pool", "show", "--url", url ?? "", "--pool", mint ?? "", "--output", "json"];
    const shown = outputOf(path.join(user, COMMAND), args, { cwd: user });
    if (JSON.parse(shown ?? "{}").price?.supply !== supply) throw new Error(`the installed command says ${shown}`);
  } finally {
    child.removeAllListeners("exit");
    child.stdin.end("end\n");
  }
}

/** Publishes tarballs in their order, each with its provenance; ends at the first that the registry refuses. */
export async function publish(tarballs: readonly string[]): Promise<void> {
  for (const tarball of tarballs) await runQuietly("npm", ["publish", tarball, "--access", "public", "--provenance"]);
}
