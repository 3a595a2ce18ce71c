// The policy as a file of TOML.
import path from "node:path";
import {
  DEFAULT_POLICY,
  POLICY_KEYS,
  type Policy,
  type PolicyKey,
  versionOf,
  WHEN_UNKNOWN,
} from "@truestake/sdk/scores";
import { type Table, TomlFile } from "../describe/toml";
import { TomlValues } from "../describe/values";
import { UsageError } from "../output/exit";

/** Reads a table of the file as a policy; `owner` is the table's name, empty for the whole file. */
export function policyOf(toml: TomlFile, table: Table, owner = ""): Policy {
  const read = new TomlValues(toml);
  const at = (key: string): string => (owner ? `${owner}.${key}` : key);
  read.known(table, owner, Object.keys(POLICY_KEYS));
  const policy: Policy = { ...DEFAULT_POLICY };
  for (const [key, { name, ...kind }] of Object.entries(POLICY_KEYS)) {
    if (table[key] !== undefined) Object.assign(policy, { [name]: settingOf(read, kind, table[key], at(key)) });
  }
  if (policy.minEpochs > policy.window) {
    const key = "min-epochs" in table ? "min-epochs" : "window";
    throw read.wrong(at(key), "min-epochs is more than the window has epochs");
  }
  return policy;
}

function settingOf(
  read: TomlValues,
  { kind, least, most = 0 }: Omit<PolicyKey, "name">,
  value: unknown,
  at: string,
): unknown {
  switch (kind) {
    case "whole":
      return read.whole(value, at, { least, most });
    case "amount":
      return read.amount(value, at);
    case "flag":
      return read.flag(value, at);
    case "choice":
      if (!WHEN_UNKNOWN.some((each) => each === value)) {
        throw read.wrong(at, `one of ${WHEN_UNKNOWN.join(", ")} is needed`);
      }
      return value;
    case "versions":
      return versionsOf(read, value, at);
    case "addresses":
      return read.list(value, at).map((each) => read.address(each, at).toBase58());
  }
}

function versionsOf(read: TomlValues, value: unknown, at: string): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw read.wrong(at, 'a table of clients is needed, such as { Agave = "3.0.0" }');
  }
  const versions = Object.entries(value).map(([client, version]) => {
    if (typeof version !== "string" || !versionOf(version)) {
      throw read.wrong(at, `${client}: "${version}" is no version`);
    }
    return [client, version] as const;
  });
  return Object.fromEntries(versions);
}

/** Reads a file that is a policy, or a pool's with a `[scores]` table. */
export function readPolicy(file: string, shown = file): Policy {
  const toml = TomlFile.read(path.resolve(file), shown);
  const { mint, scores } = toml.root;
  if (mint === undefined) return policyOf(toml, toml.root);
  if (typeof scores !== "object" || scores === null || Array.isArray(scores)) {
    throw new UsageError(`${shown}: it describes a pool and has no [scores] table, which would be the policy`);
  }
  return policyOf(toml, scores as Table, "scores");
}
