import path from "node:path";
import type { Program } from "./cargo";
import { findOnPath, root } from "./paths";
import { CommandFailed, outputOf, run } from "./process";

/** The platform tools that Anchor 1.2.2 asks for: their Rust is new enough for the program. */
const platformTools = "v1.57";

/** The exit status of build-sbf.sh where the Rust that it is made for is not to be had. */
const NO_COMPILER = 3;

/** This machine has no compiler for the programs, and cannot get it: why has been said. */
export class NoCompiler extends Error {}

export interface SbfCompiler {
  /** Programs of the same compiler are the same bytes. */
  id: string;
  /** Gets what the machine lacks; throws NoCompiler if it is not to be had. */
  prepare(): Promise<void>;
  /** Writes target/deploy/LIBRARY.so. */
  build(program: Program, cargoArguments: string[]): Promise<void>;
}

/** Solana's own tools where they are installed, otherwise the toolchain in toolchain/sbf. TRUESTAKE_SBF=own skips the former. */
export function chooseSbfCompiler(): SbfCompiler {
  return (process.env.TRUESTAKE_SBF === "own" ? undefined : officialCompiler()) ?? ownCompiler();
}

function officialCompiler(): SbfCompiler | undefined {
  const tool = findOnPath("cargo-build-sbf");
  const version = tool && outputOf(tool, ["--version"])?.match(/^(?:solana-)?cargo-build-sbf (\d+)\.(\d+)\.\S+/m);
  if (!tool || !version) return undefined;
  const [name, major] = version;
  if (Number(major) < 3) {
    console.error(`${name} on PATH is too old to build SBF v3 (3.0 does); using the toolchain in toolchain/sbf`);
    return undefined;
  }
  return {
    id: `cargo-build-sbf, platform tools ${platformTools}, SBF v3`,
    prepare: async () => undefined, // cargo-build-sbf gets its platform tools itself.
    build: async ({ folder }, cargoArguments) => {
      const args = [
        "--tools-version",
        platformTools,
        "--arch",
        "v3",
        "--manifest-path",
        path.join(folder, "Cargo.toml"),
      ];
      try {
        await run(tool, [...args, "--", ...cargoArguments], { cwd: root });
      } catch (error) {
        throw new Error(`${error}\nTRUESTAKE_SBF=own builds with the toolchain in toolchain/sbf instead.`);
      }
    },
  };
}

function ownCompiler(): SbfCompiler {
  const script = path.join(root, "toolchain/sbf/build-sbf.sh");
  return {
    id: (outputOf(script, ["--version"]) ?? "").trim(),
    prepare: async () => {
      try {
        await run(script, ["--setup"], { cwd: root });
      } catch (error) {
        if (error instanceof CommandFailed && error.status === NO_COMPILER)
          throw new NoCompiler("this machine has no compiler for the programs");
        throw error;
      }
    },
    build: ({ folder }, cargoArguments) => run(script, [folder, ...cargoArguments], { cwd: root }),
  };
}
