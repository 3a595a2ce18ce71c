// A library in both formats, and the command; a file for each source. The built programs lie beside them.
import { defineConfig } from "tsdown";

export default defineConfig({
  format: {
    esm: { entry: ["src/index.ts"], define: { __dirname: "import.meta.dirname" } },
    cjs: {
      entry: ["src/index.ts", "src/main.ts"],
      copy: [{ from: "../../artifacts/*.{so,json}", to: "dist/artifacts" }],
    },
  },
  outExtensions: ({ format }) => (format === "es" ? { js: ".mjs", dts: ".d.mts" } : { js: ".cjs", dts: ".d.cts" }),
  platform: "node",
  target: "es2022",
  tsconfig: "tsconfig.build.json",
  unbundle: true,
  dts: true,
  clean: true,
});
