import type fc from "fast-check";
import type { Life } from "../life";
import { CONFIG_KINDS } from "./config";
import { CRANK_KINDS } from "./cranks";
import { CREATION_KINDS } from "./creation";
import { FEE_LINE_KINDS } from "./feeLine";
import { GUARDIAN_KINDS } from "./guardian";
import { HANDOVER_KINDS } from "./handover";
import { MANAGER_KINDS } from "./manager";
import { NATURE_KINDS } from "./nature";
import { type Commands, Sequences } from "./sequences";
import { STAKE_KINDS } from "./stakes";
import { TREASURY_KINDS } from "./treasury";
import { USER_KINDS } from "./users";

const KINDS = [
  ...USER_KINDS,
  ...STAKE_KINDS,
  ...CRANK_KINDS,
  ...MANAGER_KINDS,
  ...CONFIG_KINDS,
  ...TREASURY_KINDS,
  ...FEE_LINE_KINDS,
  ...HANDOVER_KINDS,
  ...GUARDIAN_KINDS,
  ...CREATION_KINDS,
  ...NATURE_KINDS,
];

export const sequences = (length: number): fc.Arbitrary<Commands<Life>> => new Sequences(KINDS, length);
