import type { InstructionParser } from ".";

export const parseMemo: InstructionParser = (data) => data.rest().toString("utf8");
