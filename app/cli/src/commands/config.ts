import { Keypair } from "@solana/web3.js";
import { urlOf } from "../context/cluster";
import { readSettings, resolved, SETTINGS, type Setting, settingsFile, writeSettings } from "../context/config";
import { command, type Group } from "../framework/command";
import { addressOf } from "../options/values";
import { UsageError } from "../output/exit";
import { facts } from "../output/table";
import { address, list, object, orNull, text } from "../schema/build";
import { USUAL_KEYPAIR, writeKeypair } from "../signing/signer";

interface Shown {
  file: string;
  settings: { name: string; value: string | null; source: string | null }[];
}

const schema = object({
  file: text,
  settings: list(object({ name: text, value: orNull(text), source: orNull(text) })),
});

function settingOf(name: string): Setting {
  const found = SETTINGS.find((each) => each === name);
  if (!found) throw new UsageError(`there is no setting "${name}"; there are ${SETTINGS.join(", ")}`);
  return found;
}

const get = command<Shown>({
  name: "get",
  summary: "all settings, and where each comes from",
  details:
    "The command line comes first, then TRUESTAKE_… of the environment, then our own file, then the Solana CLI's.",
  schema,
  run: async ({ io, settings }) => ({
    file: settingsFile(io),
    settings: SETTINGS.map((name) => ({
      name,
      value: settings[name]?.value ?? null,
      source: settings[name]?.source ?? null,
    })),
  }),
  text: ({ settings }, { io }) =>
    facts(
      settings.map(({ name, value, source }) => [name, value === null ? "not set" : `${value} (${source})`] as const),
      io.width,
    ),
});

const set = command<Shown>({
  name: "set",
  summary: "set one for all later commands",
  arguments: [
    { name: "<name>", summary: SETTINGS.join(", ") },
    { name: "[value]", summary: "unset if not given" },
  ],
  schema,
  run: async ({ io }, { args }) => {
    const [name, { value }] = [settingOf(args.name ?? ""), args];
    if (name === "url" && value !== undefined) urlOf(value);
    if ((name === "pool" || name === "program-id") && value !== undefined) addressOf(name, value);
    const { [name]: _, ...others } = readSettings(io);
    writeSettings(io, value === undefined ? others : { ...others, [name]: value });
    return { file: settingsFile(io), settings: [{ name, value: value ?? null, source: settingsFile(io) }] };
  },
  text: ({ file, settings: [changed] }) => `${changed?.name} is ${changed?.value ?? "not set any more"}, in ${file}`,
});

const keygen = command<{ file: string; address: string }>({
  name: "keygen",
  summary: "make a key: a keypair file as the Solana CLI's",
  details:
    "Writes a new keypair that only you can read, and prints its address. Never writes over a file. Whoever has the file has what is on its address: keep a copy where nobody else finds it. There are no seed words.",
  arguments: [{ name: "[file]", summary: "~/.config/solana/id.json if not given, which every command uses by itself" }],
  schema: object({ file: text, address }),
  run: async ({ io }, { args }) => {
    const file = resolved(io, args.file ?? USUAL_KEYPAIR);
    return { file, address: writeKeypair(file, Keypair.generate()).toBase58() };
  },
  text: ({ address: made, file }) => `${made}\nits keypair is in ${file}: keep a copy of it`,
});

export const config: Group = {
  name: "config",
  summary: "what later commands use where they are not told",
  commands: [get, set, keygen],
};
