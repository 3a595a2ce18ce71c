// One build for every platform: a file for each source, so that a bundler leaves out what is not used.
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: [
    "src/index.ts",
    "src/actions/index.ts",
    "src/anchor.ts",
    "src/hints.ts",
    "src/instructions/index.ts",
    "src/math/index.ts",
    "src/operators.ts",
    "src/quote/index.ts",
    "src/scenario/index.ts",
    "src/scores/index.ts",
    "src/statement/index.ts",
    "src/steward/index.ts",
    "src/validators/index.ts",
  ],
  format: ["esm", "cjs"],
  outExtensions: ({ format }) => (format === "es" ? { js: ".mjs", dts: ".d.mts" } : { js: ".cjs", dts: ".d.cts" }),
  platform: "neutral",
  target: "es2022",
  tsconfig: "tsconfig.build.json",
  unbundle: true,
  dts: true,
  clean: true,
});
