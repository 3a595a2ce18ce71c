import type { Survivors } from "../targets/target";

export const SURVIVORS: Survivors[] = [];
