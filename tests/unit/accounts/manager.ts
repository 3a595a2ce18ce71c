import type { Swaps } from "../../common/accountSwaps";

/** By instruction and account: the manager instructions. */
export const MANAGER: Record<string, Record<string, Swaps>> = {
  add_validator: {
    payer: {
      random: "passes",
      foreign: "AccountNotSigner",
      same: {
        passes: ["validator_manager"],
        AccountNotSigner: ["pool", "validators", "vote", "stake", "transient", "mark", "system_program"],
      },
      unsigned: "AccountNotSigner",
      readonly: "ConstraintMut",
    },
    validator_manager: {
      random: "NotValidatorManager",
      foreign: "AccountNotSigner",
      same: {
        NotValidatorManager: ["payer"],
        AccountNotSigner: ["pool", "validators", "vote", "stake", "transient", "mark", "system_program"],
      },
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "validator_manager",
          "vote",
          "stake",
          "transient",
          "mark",
          "system_program",
        ],
        AccountDiscriminatorMismatch: ["validators"],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "validator_manager",
          "vote",
          "stake",
          "transient",
          "mark",
          "system_program",
        ],
        AccountDiscriminatorMismatch: ["pool"],
      },
      readonly: "ConstraintMut",
    },
    vote: { random: "ConstraintSeeds", foreign: "ConstraintSeeds", same: "ConstraintSeeds" },
    stake: { random: "ConstraintSeeds", foreign: "ConstraintSeeds", same: "ConstraintSeeds" },
    transient: { random: "ConstraintSeeds", foreign: "ConstraintSeeds", same: "ConstraintSeeds" },
    mark: { random: "ConstraintSeeds", foreign: "ConstraintSeeds", same: "ConstraintSeeds", readonly: "ConstraintMut" },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  set_score: {
    validator_manager: {
      random: "NotValidatorManager",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["validator_manager", "vote"],
        AccountDiscriminatorMismatch: ["validators", "mark"],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["validator_manager", "vote"],
        AccountDiscriminatorMismatch: ["pool", "mark"],
      },
      readonly: "ConstraintMut",
    },
    vote: { random: "ValidatorNotFound", foreign: "ValidatorNotFound", same: "ValidatorNotFound" },
    mark: {
      random: "AccountOwnedByWrongProgram",
      foreign: "passes",
      same: {
        AccountOwnedByWrongProgram: ["validator_manager", "vote"],
        AccountDiscriminatorMismatch: ["pool", "validators"],
      },
    },
  },
  set_scores: {
    validator_manager: {
      random: "NotValidatorManager",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: { AccountOwnedByWrongProgram: ["validator_manager"], AccountDiscriminatorMismatch: ["validators"] },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: { AccountOwnedByWrongProgram: ["validator_manager"], AccountDiscriminatorMismatch: ["pool"] },
      readonly: "ConstraintMut",
    },
  },
  emergency_deactivate: {
    validator_manager: {
      random: "NotValidatorManager",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: [
          "validator_manager",
          "stake_authority",
          "vote",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "stake_program",
        ],
        AccountDiscriminatorMismatch: ["validators", "mark"],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: [
          "validator_manager",
          "stake_authority",
          "vote",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "stake_program",
        ],
        AccountDiscriminatorMismatch: ["pool", "mark"],
      },
      readonly: "ConstraintMut",
    },
    stake_authority: { random: "WrongStakeAuthority", foreign: "WrongStakeAuthority", same: "WrongStakeAuthority" },
    vote: { random: "ValidatorNotFound", foreign: "ValidatorNotFound", same: "ValidatorNotFound" },
    mark: {
      random: "AccountOwnedByWrongProgram",
      foreign: "passes",
      same: {
        AccountOwnedByWrongProgram: [
          "validator_manager",
          "stake_authority",
          "vote",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "stake_program",
        ],
        AccountDiscriminatorMismatch: ["pool", "validators"],
      },
    },
    stake: {
      random: "WrongStakeAccount",
      foreign: "WrongStakeAccount",
      same: {
        WrongStakeAccount: ["validator_manager", "pool", "validators", "stake_authority", "vote", "mark", "transient"],
        ConstraintMut: ["clock", "stake_history", "stake_program"],
      },
      readonly: "ConstraintMut",
    },
    transient: {
      random: "WrongTransientAccount",
      foreign: "WrongTransientAccount",
      same: {
        WrongTransientAccount: ["validator_manager", "pool", "validators", "stake_authority", "vote", "mark", "stake"],
        ConstraintMut: ["clock", "stake_history", "stake_program"],
      },
      readonly: "ConstraintMut",
    },
    clock: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_history: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_program: { random: "WrongProgram", same: "WrongProgram" },
  },
};
