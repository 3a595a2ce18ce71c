import type { Given, Option } from "../../framework/command";
import { amountOf } from "../../options/values";
import { UsageError } from "../../output/exit";

export const SIZES_OPTION: Option = {
  flags: "--size <sol>",
  summary: "worth of the tokens, may be repeated; 1, 10 … 10,000 if not given",
  isList: true,
};

/** The sizes that were given, in lamports. */
export function sizesIn({ size = [] }: Given["lists"]): bigint[] | undefined {
  if (size.length === 0) return undefined;
  return size.map((given) => {
    const lamports = amountOf("--size", given);
    if (lamports === 0n) throw new UsageError("--size has to be more than 0");
    return lamports;
  });
}
