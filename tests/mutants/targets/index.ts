import { STEWARD } from "./steward";
import type { Target } from "./target";
import { TRUESTAKE } from "./truestake";

export type { Arithmetic, Survivors, Target } from "./target";

export const TARGETS: Target[] = [TRUESTAKE, STEWARD];
