// One build for every platform: a file for each source, so that a bundler leaves out what is not used.
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/steward/index.ts"],
  format: ["esm", "cjs"],
  outExtensions: ({ format }) => (format === "es" ? { js: ".mjs", dts: ".d.mts" } : { js: ".cjs", dts: ".d.cts" }),
  platform: "neutral",
  target: "es2022",
  tsconfig: "tsconfig.build.json",
  unbundle: true,
  dts: true,
  clean: true,
});
