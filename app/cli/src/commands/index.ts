// The tree of commands: a folder for each word, a file for each command.
import type { Command, Group } from "../framework/command";
import { liquidity } from "./liquidity";
import { pool } from "./pool";
import { stake } from "./stake";
import { ticket } from "./ticket";

export const GROUPS: readonly Group[] = [pool, stake, ticket, liquidity];
export const ALONE: readonly Command<never>[] = [];
