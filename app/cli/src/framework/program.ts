// The command line, made of the tree of commands and the table of global options.
import { plain } from "@truestake/sdk";
import { Command as Commander, CommanderError, Option as CommanderOption } from "commander";
import { Context } from "../context/context";
import type { Io } from "../context/io";
import { GLOBAL_OPTIONS, type GlobalOption, type Globals } from "../options/global";
import type { Command, Given, Group } from "./command";

const version: string = require("../../package.json").version;

/** What a run came to, beside its exit code: tests hold the result to its schema. */
export interface Ran {
  command: string;
  schema: Command["schema"];
  result: unknown;
}

/** Told of every result. */
export type OnResult = (ran: Ran) => void;

const nameOf = (flags: string): string => new CommanderOption(flags).attributeName();

function globalOption({ flags, summary, choices }: GlobalOption): CommanderOption {
  const option = new CommanderOption(flags, summary);
  if (choices) option.choices([...choices]);
  return option.helpGroup("Global options:");
}

/** The global options of a command, but for those that mean something else to it. */
function addGlobals(to: Commander, sends: boolean, own: readonly string[] = []): void {
  for (const option of GLOBAL_OPTIONS as readonly GlobalOption[]) {
    if ((option.isSending && !sends) || own.includes(nameOf(option.flags))) continue;
    to.addOption(globalOption(option));
  }
}

/** The arguments and options of a command, apart from the global ones. */
function givenOf(command: Command, args: unknown[], values: Record<string, unknown>): Given {
  const given: { args: Record<string, string>; lists: Record<string, string[]>; options: Record<string, string> } = {
    args: {},
    lists: {},
    options: {},
  };
  const flags = new Set<string>();
  (command.arguments ?? []).forEach(({ name }, place) => {
    const [plainName = ""] = /[\w-]+/.exec(name) ?? [];
    const value = args[place];
    if (Array.isArray(value)) given.lists[plainName] = value as string[];
    else if (value !== undefined) given.args[plainName] = String(value);
  });
  for (const { flags: text } of command.options ?? []) {
    const name = nameOf(text);
    const value = values[name];
    if (value === true) flags.add(name);
    else if (Array.isArray(value)) given.lists[name] = value as string[];
    else if (value !== undefined && value !== false) given.options[name] = String(value);
  }
  return { ...given, flags };
}

function globalsOf(values: Record<string, unknown>, own: readonly string[]): Globals {
  const all = (GLOBAL_OPTIONS as readonly GlobalOption[]).map(({ flags }) => nameOf(flags));
  const names = all.filter((name) => !own.includes(name));
  return Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]));
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

function add(
  to: Commander,
  group: string | undefined,
  command: Command,
  io: Io,
  ended: (code: number, ran: Ran) => void,
): void {
  const own = to
    .command(command.name)
    .summary(command.summary)
    .description(command.details ?? command.summary);
  for (const { name, summary } of command.arguments ?? []) own.argument(name, summary);
  for (const { flags, summary, isList } of command.options ?? []) {
    const option = new CommanderOption(flags, summary);
    if (isList) option.argParser(collect);
    own.addOption(option);
  }
  const names = (command.options ?? []).map(({ flags }) => nameOf(flags));
  addGlobals(own, command.sends ?? false, names);
  own.action(async (...all: unknown[]) => {
    const values = { ...to.parent?.opts(), ...to.opts(), ...own.opts() };
    const args = all.slice(0, command.arguments?.length ?? 0);
    const given = givenOf(command, args, values);
    const name = group ? `${group} ${command.name}` : command.name;
    const called = { name, given: { ...given, flags: [...given.flags] } };
    const context = new Context(io, globalsOf(values, names), called);
    // Said before anything is done.
    const { output } = context;
    const result = await command.run(context, given);
    const json = plain(result);
    if (output === "json") io.out(JSON.stringify(json, null, 2));
    else {
      const text = command.text(result, context);
      if (text !== "") io.out(text);
    }
    ended(command.exitCode?.(result) ?? 0, { command: name, schema: command.schema, result: json });
  });
}

/** The whole command line. */
export function programOf(
  groups: readonly Group[],
  alone: readonly Command<never>[],
  io: Io,
  ended: (code: number, ran: Ran) => void,
): Commander {
  const root = new Commander("truestake")
    .description("Truestake, non-rebasing liquid staking for Solana")
    .version(version, "-V, --version")
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.error(text.trimEnd()) })
    // Names of commands are long: what is left of a narrow terminal is wrapped all the same.
    .configureHelp({ helpWidth: io.width, minWidthToWrap: 20 })
    .showSuggestionAfterError()
    .exitOverride();
  addGlobals(root, true);
  for (const { name, summary, commands } of groups) {
    const group = root.command(name).summary(summary).description(summary);
    for (const command of commands) add(group, name, command as unknown as Command, io, ended);
    group.exitOverride();
  }
  for (const command of alone) add(root, undefined, command as unknown as Command, io, ended);
  forEach(root, (each) => each.exitOverride().copyInheritedSettings(root));
  return root;
}

function forEach(of: Commander, run: (each: Commander) => void): void {
  for (const each of of.commands) {
    run(each);
    forEach(each, run);
  }
}

export { CommanderError };
