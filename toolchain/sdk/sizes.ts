// What a page downloads for the SDK: bundled and minified by esbuild, compressed by gzip.
import path from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

/** A page, and the most it may take in kB; undefined where it is only there to compare with. */
export interface Page {
  name: string;
  code: string;
  budget: number | undefined;
  /**
   * Whether what is loaded later is split off, as Vite and webpack do by themselves. esbuild splits by whole files, and then charges a
   * page for files that it imports nothing from: pages of a few functions are bundled into one file instead.
   */
  split?: boolean;
}

const PARTS = "Connection, Keypair, PublicKey";

export const PAGES: Page[] = [
  {
    name: "all of web3.js",
    code: `import * as web3 from "@solana/web3.js"; console.log(web3);`,
    budget: undefined,
  },
  {
    name: "web3.js as a page uses it",
    code: `import { ${PARTS} } from "@solana/web3.js"; console.log(${PARTS});`,
    budget: undefined,
  },
  {
    name: "reading a pool, with web3.js",
    code: `import { Connection, PublicKey } from "@solana/web3.js";
import { deployment, fetchPool } from "@truestake/sdk";
const mint = new PublicKey(location.hash.slice(1));
fetchPool(new Connection(location.search.slice(1)), deployment({ mint })).then(({ supply }) => alert(supply));`,
    budget: 104,
  },
  {
    name: "depositing and leaving by actions, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js";
import { deployment, keypairWallet } from "@truestake/sdk";
import { depositSol, orderUnstake } from "@truestake/sdk/actions";
console.log(${PARTS}, deployment, keypairWallet, depositSol, orderUnstake);`,
    budget: 134,
  },
  {
    name: "everything that the SDK exports, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js"; import * as sdk from "@truestake/sdk"; console.log(${PARTS}, sdk);`,
    budget: 140,
    split: true,
  },
  {
    name: "the same in one file",
    code: `import { ${PARTS} } from "@solana/web3.js"; import * as sdk from "@truestake/sdk"; console.log(${PARTS}, sdk);`,
    budget: 161,
  },
  {
    name: "all scenarios, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js"; import * as scenario from "@truestake/sdk/scenario"; console.log(${PARTS}, scenario);`,
    budget: 135,
  },
  {
    name: "the steward, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js"; import * as steward from "@truestake/sdk/steward"; console.log(${PARTS}, steward);`,
    budget: 154,
  },
  {
    name: "the whole client, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js"; import { TruestakeClient } from "@truestake/sdk";
console.log(${PARTS}, TruestakeClient);`,
    budget: 135,
    split: true,
  },
];

/** Compressed bytes of a page: of what it loads at once, and of what it loads when that is first needed. */
export interface Size {
  atOnce: number;
  later: number;
}

/** Bundles a page. Resolves packages from `folder`. */
export async function sizeOf({ code, split = false }: Page, folder: string): Promise<Size> {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents: code, resolveDir: folder, loader: "js" },
    bundle: true,
    splitting: split,
    minify: true,
    metafile: true,
    write: false,
    outdir: path.join(folder, "out"),
    absWorkingDir: folder,
    format: "esm",
    platform: "browser",
    target: "es2022",
    define: { global: "globalThis" },
    logLevel: "silent",
  });
  const bytes = new Map(
    outputFiles.map(({ path: file, contents }) => [
      path.relative(folder, file),
      gzipSync(contents, { level: 9 }).length,
    ]),
  );
  const atOnce = new Set<string>();
  const load = (file: string): void => {
    if (atOnce.has(file)) return;
    atOnce.add(file);
    for (const { path: next, kind } of metafile.outputs[file]?.imports ?? [])
      if (kind === "import-statement") load(next);
  };
  const [first = ""] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === "<stdin>") ?? [];
  load(first);
  const size = { atOnce: 0, later: 0 };
  for (const [file, count] of bytes) size[atOnce.has(file) ? "atOnce" : "later"] += count;
  return size;
}

/** 1 kB is 1,024 bytes here, as in the budgets. */
export const KILOBYTE = 1_024;

/** The pages with their sizes, for people. */
export async function sizeTable(pages: Page[], folder: string): Promise<string> {
  const rows = await Promise.all(
    pages.map(async (page) => {
      const { atOnce, later } = await sizeOf(page, folder);
      const budget = page.budget ? `of ${page.budget}` : "";
      const rest = later > 0 ? `, ${(later / KILOBYTE).toFixed(1)} kB later` : "";
      return `${page.name.padEnd(52)} ${(atOnce / KILOBYTE).toFixed(1).padStart(6)} kB ${budget}${rest}`;
    }),
  );
  return rows.map((row) => row.trimEnd()).join("\n");
}
