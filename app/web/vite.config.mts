import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { HEADERS, META_POLICY } from "./csp.mts";

const here = path.dirname(fileURLToPath(import.meta.url));
const sdk = (file: string) => path.join(here, "../sdk/src", file);

/** Writes the policy into the page and beside it. */
const policy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: META_POLICY }, injectTo: "head-prepend" },
  ],
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "_headers", source: HEADERS });
  },
};

// The SDK is built from its sources: nothing in this repository waits for a build of a package.
export default defineConfig({
  root: here,
  // Any folder of any host.
  base: "./",
  plugins: [policy],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  define: { global: "globalThis" },
  resolve: {
    alias: [
      { find: "@truestake/sdk/quotes", replacement: sdk("quote/index.ts") },
      {
        find: /^@truestake\/sdk\/(actions|instructions|math|scenario|scores|statement|steward|validators)$/,
        replacement: sdk("$1/index.ts"),
      },
      { find: /^@truestake\/sdk\/(anchor|hints|operators)$/, replacement: sdk("$1.ts") },
      { find: "@truestake/sdk", replacement: sdk("index.ts") },
    ],
  },
  build: {
    target: "es2022",
    // Otherwise what loads modules ahead would be inline.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
  },
});
