import type { InstructionParser } from ".";

const TYPES = ["create", "createIdempotent"];

export const parseAssociatedToken: InstructionParser = (data, accounts) => {
  const type = TYPES[data.rest().length === 0 ? 0 : data.u8()];
  const [source, account, wallet, mint, systemProgram, tokenProgram] = accounts;
  if (!type || !tokenProgram) return undefined;
  return { type, info: { source, account, wallet, mint, systemProgram, tokenProgram } };
};
