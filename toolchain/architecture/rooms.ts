// Which part of the repository uses which, read from its imports.
import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";

/** Room -> the rooms that it uses. */
export type Uses = Map<string, Set<string>>;

/** Packages by the names that others import them by. */
const PACKAGES: Record<string, string> = {
  "@truestake/cli": "app/cli",
  "@truestake/keeper": "app/keeper",
  "@truestake/kit": "app/kit",
  "@truestake/localnet": "app/localchain",
  "@truestake/sdk": "app/sdk",
  "@truestake/web": "app/web",
};

function filesBelow(folder: string, extension: RegExp): string[] {
  const whole = path.join(root, folder);
  if (!fs.existsSync(whole)) return [];
  return fs.readdirSync(whole, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /^(node_modules|dist|target)$/.test(entry.name) ? [] : filesBelow(file, extension);
    return extension.test(entry.name) ? [file] : [];
  });
}

const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

const withoutComments = (code: string): string => code.replace(/\/\/.*$/gm, "");

/** What a TypeScript file imports, as paths from the repository or names of packages. */
function importsOf(file: string): string[] {
  const code = read(file).replace(/`(?:[^`\\]|\\.)*`/g, "``");
  const found = code.matchAll(/(?:^|\s)(?:from|import)\s+"([^"]+)"|(?:import|require)\("([^"]+)"\)/g);
  return [...found].map(([, one, other]) => {
    const name = one ?? other ?? "";
    return name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : name;
  });
}

function add(uses: Uses, from: string | undefined, to: string | undefined): void {
  if (!from || !to) return;
  if (!uses.has(to)) uses.set(to, new Set());
  const known = uses.get(from) ?? new Set();
  uses.set(from, known);
  if (from !== to) known.add(to);
}

/** The part of the repository that a file belongs to. */
export function partOf(file: string): string | undefined {
  const [top, name, kind] = file.split("/");
  if (top === "app") return kind === "test" ? "tests" : `app/${name}`;
  if (top === "crates" || top === "programs") return `${top}/${name}`;
  return top && ["artifacts", "demo", "examples", "migrations", "tests", "toolchain"].includes(top) ? top : undefined;
}

/** The parts of the repository. */
export function parts(): Uses {
  const uses: Uses = new Map();
  const folders = ["app", "demo", "examples", "migrations", "tests", "toolchain"];
  for (const file of folders.flatMap((folder) => filesBelow(folder, /\.tsx?$/))) {
    for (const name of importsOf(file)) {
      const own = Object.entries(PACKAGES).find(([known]) => name === known || name.startsWith(`${known}/`));
      add(uses, partOf(file), own ? own[1] : partOf(name));
    }
  }
  for (const manifest of ["crates", "programs"].flatMap((folder) => filesBelow(folder, /^Cargo\.toml$/))) {
    const part = partOf(manifest);
    for (const [, name] of read(manifest).matchAll(/path = "(?:\.\.\/)+((?:crates|programs)\/[\w-]+)"/g)) {
      add(uses, part, name);
    }
    const sources = filesBelow(path.posix.dirname(manifest), /\.rs$/).map((file) => withoutComments(read(file)));
    // An integrator's program knows ours by its IDL.
    if (sources.some((source) => /declare_program!/.test(source))) add(uses, part, "artifacts");
  }
  return uses;
}

/** The rooms of a package: its folders and single files. */
function roomsOf(folder: string, extension: RegExp, targets: (file: string) => string[]): Uses {
  const uses: Uses = new Map();
  const room = (file: string): string | undefined =>
    file.startsWith(`${folder}/`)
      ? file
          .slice(folder.length + 1)
          .split("/")[0]
          ?.replace(extension, "")
      : undefined;
  for (const file of filesBelow(folder, extension)) {
    for (const target of targets(file)) add(uses, room(file), room(target));
  }
  return uses;
}

/** The rooms of the SDK. */
export function sdkRooms(): Uses {
  return roomsOf("app/sdk/src", /\.ts$/, importsOf);
}

/** The rooms of a program; what Anchor's macros use beside the source, and what comments link to, is not seen. */
export function programRooms(program = "truestake"): Uses {
  const folder = `programs/${program}/src`;
  return roomsOf(folder, /\.rs$/, (file) => {
    const code = withoutComments(read(file));
    const names = [...code.matchAll(/\bcrate::(\w+)/g), ...code.matchAll(/\bcrate::\{([^}]*)\}/g)].flatMap(
      ([, list = ""]) => list.split(",").map((each) => each.trim().split("::")[0] ?? ""),
    );
    const known = names.filter((name) =>
      [`${name}.rs`, name].some((entry) => name && fs.existsSync(path.join(root, folder, entry))),
    );
    return known.map((name) => `${folder}/${name}/`);
  });
}
