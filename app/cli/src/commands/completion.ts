import type { Command, Group } from "../framework/command";
import { command } from "../framework/command";
import { GLOBAL_OPTIONS, type GlobalOption } from "../options/global";
import { UsageError } from "../output/exit";
import { object, text } from "../schema/build";

const SHELLS = ["bash", "zsh", "fish"] as const;

const longOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? "";

/** What can follow each beginning of a command line: made of the tree, so that it never says anything else. */
export function completionsOf(groups: readonly Group[], alone: readonly Command<never>[]): Map<string, string[]> {
  const words = new Map<string, string[]>();
  const globals = GLOBAL_OPTIONS as readonly GlobalOption[];
  const optionsOf = ({ options = [], sends = false }: Command<never>): string[] => [
    ...options.map(({ flags }) => longOf(flags)),
    ...globals.filter(({ isSending }) => sends || !isSending).map(({ flags }) => longOf(flags)),
  ];
  words.set(
    "",
    [...groups, ...alone].map(({ name }) => name),
  );
  for (const group of groups) {
    words.set(
      group.name,
      group.commands.map(({ name }) => name),
    );
    for (const each of group.commands) words.set(`${group.name} ${each.name}`, optionsOf(each));
  }
  for (const each of alone) words.set(each.name, optionsOf(each));
  return words;
}

function bash(words: Map<string, string[]>): string {
  const cases = [...words].map(([at, next]) => `    "${at}") words="${next.join(" ")}" ;;`);
  return [
    "_truestake() {",
    '  local at="" word words',
    `  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do`,
    '    case "$word" in -*) ;; *) case "$at" in *" "*) ;; "") at="$word" ;; *) at="$at $word" ;; esac ;; esac',
    "  done",
    '  case "$at" in',
    ...cases,
    '    *) words="" ;;',
    "  esac",
    `  mapfile -t COMPREPLY < <(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}")`,
    "}",
    "complete -o default -F _truestake truestake",
  ].join("\n");
}

function fish(groups: readonly Group[], words: Map<string, string[]>): string {
  const lines = (words.get("") ?? []).map((word) => `complete -c truestake -n __fish_use_subcommand -a ${word}`);
  for (const { name, commands } of groups) {
    for (const each of commands) {
      lines.push(
        `complete -c truestake -n "__fish_seen_subcommand_from ${name}" -a ${each.name} -d "${each.summary.replace(/"/g, "'")}"`,
      );
    }
  }
  return lines.join("\n");
}

export function completion(groups: readonly Group[], alone: readonly Command<never>[]): Command<never> {
  return command<{ shell: string; script: string }>({
    name: "completion",
    summary: "a script that completes commands in bash, zsh or fish",
    details:
      "Prints the script. bash: truestake completion bash > ~/.local/share/bash-completion/completions/truestake",
    arguments: [{ name: "<shell>", summary: SHELLS.join(", ") }],
    schema: object({ shell: text, script: text }),
    run: async (_, { args }) => {
      const shell = SHELLS.find((each) => each === args.shell);
      if (!shell) throw new UsageError(`"${args.shell}" is none of ${SHELLS.join(", ")}`);
      const words = completionsOf(groups, alone);
      const scripts = {
        bash: () => bash(words),
        // zsh runs bash's completions.
        zsh: () => `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`,
        fish: () => fish(groups, words),
      };
      return { shell, script: scripts[shell]() };
    },
    text: ({ script }) => script,
  });
}
