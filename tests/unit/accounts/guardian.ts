import type { Swaps } from "../../common/accountSwaps";

/** By instruction and account: the guardian instructions. */
export const GUARDIAN: Record<string, Record<string, Swaps>> = {
  pause: {
    guardian: {
      random: "NotGuardian",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "NotGuardian",
      same: "AccountOwnedByWrongProgram",
      readonly: "ConstraintMut",
    },
  },
  resume: {
    guardian: {
      random: "NotGuardian",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "NotGuardian",
      same: "AccountOwnedByWrongProgram",
      readonly: "ConstraintMut",
    },
  },
};
