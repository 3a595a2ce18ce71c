// Run by the command line: one format, a file for each source.
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts"],
  format: ["cjs"],
  outExtensions: () => ({ js: ".cjs" }),
  platform: "node",
  target: "es2022",
  tsconfig: "tsconfig.build.json",
  unbundle: true,
  dts: true,
  clean: true,
});
