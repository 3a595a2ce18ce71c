import type { Swaps } from "../../common/accountSwaps";

/** By instruction and account: the view instructions. */
export const VIEW: Record<string, Record<string, Swaps>> = {
  convert: {
    pool: { random: "AccountOwnedByWrongProgram", foreign: "passes" },
  },
  check_backing: {
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMint",
      same: {
        AccountDiscriminatorMismatch: ["validators"],
        AccountOwnedByWrongProgram: [
          "mint",
          "reserve",
          "escrow",
          "remaining 0",
          "remaining 1",
          "remaining 2",
          "remaining 3",
        ],
      },
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["pool"],
        AccountOwnedByWrongProgram: [
          "mint",
          "reserve",
          "escrow",
          "remaining 0",
          "remaining 1",
          "remaining 2",
          "remaining 3",
        ],
      },
    },
    mint: {
      random: "AccountNotInitialized",
      foreign: "WrongMint",
      same: {
        AccountOwnedByWrongProgram: [
          "pool",
          "validators",
          "reserve",
          "remaining 0",
          "remaining 1",
          "remaining 2",
          "remaining 3",
        ],
        InvalidAccountData: ["escrow"],
      },
    },
    reserve: { random: "WrongReserve", foreign: "WrongReserve", same: "WrongReserve" },
    escrow: {
      random: "AccountNotInitialized",
      foreign: "WrongEscrow",
      same: {
        AccountOwnedByWrongProgram: [
          "pool",
          "validators",
          "reserve",
          "remaining 0",
          "remaining 1",
          "remaining 2",
          "remaining 3",
        ],
        InvalidAccountData: ["mint"],
      },
    },
    "remaining 0": { random: "WrongStakeAccount", foreign: "WrongStakeAccount", same: "WrongStakeAccount" },
    "remaining 1": { random: "WrongTransientAccount", foreign: "WrongTransientAccount", same: "WrongTransientAccount" },
    "remaining 2": { random: "WrongStakeAccount", foreign: "WrongStakeAccount", same: "WrongStakeAccount" },
    "remaining 3": { random: "WrongTransientAccount", foreign: "WrongTransientAccount", same: "WrongTransientAccount" },
  },
  get_price: {
    pool: { random: "AccountOwnedByWrongProgram", foreign: "passes" },
  },
};
