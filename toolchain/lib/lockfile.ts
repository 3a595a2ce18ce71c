import fs from "node:fs";
import path from "node:path";
import { root } from "./paths";
import { writeWhole } from "./process";

interface LockEntry {
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}
interface Lockfile {
  packages: Record<string, LockEntry>;
}

const file = path.join(root, "package-lock.json");
const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/**
 * Native packages come as one optional package per platform. A registry mirror that carries only some platforms makes
 * npm leave the others out of package-lock.json, and then `npm ci` refuses the file everywhere. Their versions
 * are exact and their platform is in their name, so the entries can be written without asking a registry.
 */
export function missingPlatforms(): Map<string, LockEntry> {
  const { packages } = JSON.parse(fs.readFileSync(file, "utf8")) as Lockfile;
  const missing = new Map<string, LockEntry>();
  for (const [folder, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const known = [`${folder}/node_modules/${name}`, `node_modules/${name}`].some((place) => place in packages);
      const platform = platformOf(name);
      if (known || !platform || !/^\d+\.\d+\.\d+\S*$/.test(version)) continue;
      missing.set(`node_modules/${name}`, { version, ...platform, optional: true });
    }
  }
  return missing;
}

function platformOf(name: string): LockEntry | undefined {
  const words = name.split(/[/-]/);
  const system = words.find((word) => systems.includes(word));
  const processor = words.find((word) => processors.includes(word));
  if (!processor && !system) return undefined;
  const libc = words.some((word) => word.startsWith("gnu")) ? "glibc" : words.includes("musl") ? "musl" : undefined;
  return {
    ...(processor && { cpu: [processor] }),
    ...(system && { os: [system] }),
    ...(system === "linux" && libc && { libc: [libc] }),
  };
}

/** Adds the missing platforms; says how many there were. */
export function completeLockfile(): number {
  const missing = missingPlatforms();
  if (missing.size === 0) return 0;
  const lock = JSON.parse(fs.readFileSync(file, "utf8")) as Lockfile;
  const entries = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
  lock.packages = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeWhole(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  return missing.size;
}

/** package.json files that ask for something else than package-lock.json has: `npm ci` refuses them. */
export function unlockedManifests(): string[] {
  const { packages } = JSON.parse(fs.readFileSync(file, "utf8")) as Lockfile;
  const apps = fs.readdirSync(path.join(root, "app")).map((app) => `app/${app}`);
  return ["", ...apps].flatMap((folder) => {
    const manifest = path.join(folder, "package.json");
    if (!fs.existsSync(path.join(root, manifest))) return [];
    const wanted = JSON.parse(fs.readFileSync(path.join(root, manifest), "utf8")) as LockEntry;
    const locked = packages[folder];
    return locked && sameDependencies(wanted, locked) ? [] : [manifest];
  });
}

function sameDependencies(a: LockEntry, b: LockEntry): boolean {
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;
  const sorted = (entry: LockEntry): string =>
    JSON.stringify(kinds.map((kind) => Object.entries(entry[kind] ?? {}).sort(([x], [y]) => (x < y ? -1 : 1))));
  return sorted(a) === sorted(b);
}
