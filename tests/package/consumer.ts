// Somebody who uses the packages: a folder with what is installed there, and programs that run in it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../toolchain/lib/paths";
import { installInto } from "../../toolchain/packages";

export class Consumer {
  private constructor(readonly folder: string) {}

  static async with(folder: string, packages: string[]): Promise<Consumer> {
    await installInto(folder, packages);
    return new Consumer(folder);
  }

  /** Writes a file; its path. */
  write(name: string, content: string): string {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return file;
  }

  /** What a script prints, which has to end well. */
  node(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: this.folder, encoding: "utf8" });
    assert.equal(status, 0, stderr + stdout);
    return stdout;
  }

  /** What a tool of this repository says, a file of one of its packages. */
  tool(name: string, ...args: string[]): string {
    return this.node(path.join(root, "node_modules", name), ...args);
  }

  /** Checks the types of files, and those of everything that they import. */
  checkTypes(module: string, moduleResolution: string, ...files: string[]): void {
    const compilerOptions = {
      ...{ module, moduleResolution, target: "es2022", lib: ["es2022", "dom"], types: ["node"] },
      ...{ strict: true, skipLibCheck: false, noEmit: true },
    };
    const config = this.write(
      `tsconfig.${module}.${files[0]}.json`.replaceAll("/", "."),
      JSON.stringify({ compilerOptions, files: files.map((file) => path.join(this.folder, file)) }),
    );
    this.tool("typescript/bin/tsc", "-p", config);
  }
}
