// The tree of commands: a folder for each word, a file for each command. Reports and scores of validators join
// their words here.
import type { Command, Group } from "../framework/command";
import { completion } from "./completion";
import { config } from "./config";
import { decode } from "./decode";
import { history } from "./history";
import { keeper } from "./keeper";
import { liquidity } from "./liquidity";
import { pending } from "./pending";
import { pool } from "./pool";
import { prove } from "./prove";
import { scenario } from "./scenario";
import { stake } from "./stake";
import { steward } from "./steward";
import { ticket } from "./ticket";
import { validator } from "./validator";

export const GROUPS: readonly Group[] = [
  pool,
  stake,
  ticket,
  liquidity,
  validator,
  steward,
  scenario,
  keeper,
  pending,
  config,
];
const OTHERS: readonly Command<never>[] = [history, prove, decode];
export const ALONE: readonly Command<never>[] = [...OTHERS, completion(GROUPS, OTHERS)];
