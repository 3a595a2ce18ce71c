// What a page downloads for the SDK: bundled and minified by esbuild, compressed by gzip.
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

/** A page, and the most it may take in kB; undefined where it is only there to compare with. */
export interface Page {
  name: string;
  code: string;
  budget: number | undefined;
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
    budget: 115,
  },
  {
    name: "depositing and leaving by actions, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js";
import { deployment, keypairWallet } from "@truestake/sdk";
import { depositSol, orderUnstake } from "@truestake/sdk/actions";
console.log(${PARTS}, deployment, keypairWallet, depositSol, orderUnstake);`,
    budget: 130,
  },
  {
    name: "everything that the SDK exports, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js"; import * as sdk from "@truestake/sdk"; console.log(${PARTS}, sdk);`,
    budget: 146,
  },
  {
    name: "the whole client, with web3.js",
    code: `import { ${PARTS} } from "@solana/web3.js"; import { TruestakeClient } from "@truestake/sdk";
console.log(${PARTS}, TruestakeClient);`,
    budget: 140,
  },
];

/** Compressed bytes of a page. Resolves packages from `folder`. */
export async function sizeOf({ code }: Page, folder: string): Promise<number> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: code, resolveDir: folder, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    define: { global: "globalThis" },
    logLevel: "silent",
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}

/** 1 kB is 1,024 bytes here, as in the budgets. */
export const KILOBYTE = 1_024;

/** The pages with their sizes, for people. */
export async function sizeTable(pages: Page[], folder: string): Promise<string> {
  const rows = await Promise.all(
    pages.map(async (page) => {
      const size = (await sizeOf(page, folder)) / KILOBYTE;
      return `${page.name.padEnd(52)} ${size.toFixed(1).padStart(6)} kB ${page.budget ? `of ${page.budget}` : ""}`;
    }),
  );
  return rows.map((row) => row.trimEnd()).join("\n");
}
