// The tree of commands: a folder for each word, a file for each command.
import type { Command, Group } from "../framework/command";
import { pool } from "./pool";
import { stake } from "./stake";

export const GROUPS: readonly Group[] = [pool, stake];
export const ALONE: readonly Command<never>[] = [];
