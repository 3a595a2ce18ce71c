import fs from "node:fs";
import path from "node:path";
import { hostEnvironment, type Program } from "./cargo";
import { cacheFolder, findOnPath, root } from "./paths";
import { outputOf, runQuietly } from "./process";

export interface IdlBuilder {
  id: string;
  /** Writes TARGET/idl/LIBRARY.json and TARGET/types/LIBRARY.ts. */
  build(program: Program, target: string, cargoArguments: string[]): Promise<void>;
}

/** The Anchor CLI where the version that the programs use is installed, otherwise toolchain/idl: both write the same. */
export function chooseIdlBuilder(): IdlBuilder {
  return anchorCli() ?? { id: "toolchain/idl", build: buildByOwnTool };
}

function anchorCli(): IdlBuilder | undefined {
  const cli = findOnPath("anchor");
  const version = cli && outputOf(cli, ["--version"])?.match(/^anchor-cli (\S+)/)?.[1];
  if (!cli || !version) return undefined;
  const wanted = /^anchor_version = "(.+)"$/m.exec(fs.readFileSync(path.join(root, "Anchor.toml"), "utf8"))?.[1];
  if (version !== wanted) {
    console.error(`anchor ${version} on PATH is not the ${wanted} of Anchor.toml; using toolchain/idl`);
    return undefined;
  }
  return {
    id: `anchor ${version}`,
    async build({ library }, target, cargoArguments) {
      for (const folder of ["idl", "types"]) fs.mkdirSync(path.join(target, folder), { recursive: true });
      const out = ["--out", path.join(target, "idl", `${library}.json`)];
      const types = ["--out-ts", path.join(target, "types", `${library}.ts`)];
      const args = ["idl", "build", "--program-name", library, ...out, ...types, "--", ...cargoArguments];
      await runQuietly(cli, args, { cwd: root, env: hostEnvironment() });
    },
  };
}

async function buildByOwnTool({ folder }: Program, target: string, cargoArguments: string[]): Promise<void> {
  const manifest = path.join(root, "toolchain/idl/Cargo.toml");
  const tool = cacheFolder("target", "idl-tool");
  const build = ["build", "--quiet", "--release", "--locked", "--manifest-path", manifest, "--target-dir", tool];
  await runQuietly("cargo", build, { cwd: path.dirname(manifest) });
  await runQuietly(path.join(tool, "release/truestake-idl"), [folder, target, "--lib", ...cargoArguments], {
    env: hostEnvironment(),
  });
}
