// What a visitor of the page downloads, compressed by gzip.
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** What is loaded together, in bytes, and its budget in kB. */
export interface Download {
  name: string;
  bytes: number;
  budget: number;
}

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}

const ENTRY = "index.html";
/** Loaded with the first view though it is loaded by itself: the chart. */
const FIRST = /uplot/i;
const ACTING = "src/send/act.ts";
const APPS = "src/wallet/mobile.ts";

/** Sizes of a built page, by its manifest. */
export function pageSizes(folder: string): Download[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Chunk
  >;
  const withImports = (name: string, found = new Set<string>()): Set<string> => {
    const chunk = manifest[name];
    if (!chunk || found.has(name)) return found;
    found.add(name);
    for (const each of chunk.imports ?? []) withImports(each, found);
    return found;
  };
  const first = withImports(ENTRY);
  for (const name of Object.keys(manifest)) if (FIRST.test(name)) withImports(name, first);
  const later = (name: string) => [...withImports(name)].filter((each) => !first.has(each));
  const bytesOf = (files: Iterable<string>): number =>
    [...new Set(files)].reduce(
      (sum, file) => sum + gzipSync(fs.readFileSync(path.join(folder, file)), { level: 9 }).length,
      0,
    );
  const scripts = (names: Iterable<string>) => [...names].flatMap((name) => manifest[name]?.file ?? []);
  const styles = (names: Iterable<string>) => [...names].flatMap((name) => manifest[name]?.css ?? []);
  return [
    { name: "the page's first view, scripts", bytes: bytesOf(scripts(first)), budget: 180 },
    { name: "the page's first view, styles", bytes: bytesOf(styles(first)), budget: 10 },
    { name: "what the page loads with the first action", bytes: bytesOf(scripts(later(ACTING))), budget: 60 },
    { name: "what speaks with wallet apps, on Android", bytes: bytesOf(scripts(later(APPS))), budget: 12 },
  ];
}
