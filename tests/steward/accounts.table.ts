// By instruction and account of the steward: which error each wrong account gives.
import type { Swaps } from "../common/accountSwaps";

/** Swaps that pass, and why they may. */
export const ALLOWED: Record<string, string> = {
  "create_steward.payer": "anybody may pay, the admin too",
  "join.payer": "anybody may pay",
  "join.owner":
    "the withdrawer says who owns the bond: any address may, and who names one that cannot sign loses it alone",
  "list_validator.payer": "anybody may pay",
};

/** By instruction and account. */
export const TABLE: Record<string, Record<string, Swaps>> = {
  create_steward: {
    payer: {
      random: "passes",
      foreign: "AccountNotSigner",
      same: {
        passes: ["admin"],
        AccountNotSigner: [
          "pool",
          "mint",
          "steward",
          "authority",
          "members",
          "vault",
          "token_program",
          "system_program",
        ],
      },
      unsigned: "AccountNotSigner",
      readonly: "PrivilegeEscalation",
    },
    admin: {
      random: "NotAdmin",
      foreign: "AccountNotSigner",
      same: {
        NotAdmin: ["payer"],
        AccountNotSigner: [
          "pool",
          "mint",
          "steward",
          "authority",
          "members",
          "vault",
          "token_program",
          "system_program",
        ],
      },
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "ConstraintSeeds",
      same: "AccountOwnedByWrongProgram",
    },
    mint: {
      random: "AccountNotInitialized",
      foreign: "WrongMint",
      same: {
        AccountOwnedByWrongProgram: ["payer", "admin", "pool", "token_program", "system_program"],
        AccountNotInitialized: ["steward", "authority", "members", "vault"],
      },
    },
    steward: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    authority: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
    },
    members: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    vault: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    token_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
    system_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
  },
  update_policy: {
    admin: {
      random: "NotAdmin",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "NotAdmin",
      same: "AccountOwnedByWrongProgram",
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: "AccountOwnedByWrongProgram",
      readonly: "ConstraintMut",
    },
  },
  note_epoch: {
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: "AccountOwnedByWrongProgram",
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: "AccountOwnedByWrongProgram",
    },
  },
  join: {
    payer: {
      random: "passes",
      foreign: "AccountNotSigner",
      same: {
        "System:ResultWithNegativeLamports": ["withdrawer"],
        passes: ["source_owner", "owner"],
        AccountNotSigner: [
          "steward",
          "members",
          "membership",
          "vote",
          "pool",
          "reserve",
          "source",
          "vault",
          "token_program",
          "system_program",
        ],
      },
      unsigned: "AccountNotSigner",
      readonly: "PrivilegeEscalation",
    },
    withdrawer: {
      random: "NotWithdrawer",
      foreign: "AccountNotSigner",
      same: {
        NotWithdrawer: ["payer", "source_owner", "owner"],
        AccountNotSigner: [
          "steward",
          "members",
          "membership",
          "vote",
          "pool",
          "reserve",
          "source",
          "vault",
          "token_program",
          "system_program",
        ],
      },
      unsigned: "AccountNotSigner",
    },
    source_owner: {
      random: "Token:OwnerMismatch",
      foreign: "AccountNotSigner",
      same: {
        "Token:OwnerMismatch": ["payer", "withdrawer"],
        AccountNotSigner: [
          "steward",
          "members",
          "membership",
          "vote",
          "pool",
          "reserve",
          "source",
          "vault",
          "token_program",
          "system_program",
        ],
      },
      unsigned: "AccountNotSigner",
    },
    owner: {
      random: "passes",
      foreign: "passes",
      same: {
        passes: [
          "payer",
          "withdrawer",
          "steward",
          "members",
          "membership",
          "vote",
          "pool",
          "reserve",
          "source",
          "vault",
          "token_program",
        ],
        WrongOwner: ["system_program"],
      },
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "ConstraintSeeds",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "withdrawer",
          "source_owner",
          "owner",
          "membership",
          "vote",
          "pool",
          "reserve",
          "source",
          "vault",
          "token_program",
          "system_program",
        ],
        AccountDiscriminatorMismatch: ["members"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "withdrawer",
          "source_owner",
          "owner",
          "membership",
          "vote",
          "pool",
          "reserve",
          "source",
          "vault",
          "token_program",
          "system_program",
        ],
        AccountDiscriminatorMismatch: ["steward"],
      },
      readonly: "ConstraintMut",
    },
    membership: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    vote: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: "AccountOwnedByWrongProgram",
    },
    reserve: {
      random: "WrongReserve",
      foreign: "WrongReserve",
      same: "WrongReserve",
      readonly: "ConstraintMut",
    },
    source: {
      random: "AccountNotInitialized",
      foreign: "Token:MintMismatch",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "source_owner",
          "owner",
          "steward",
          "members",
          "vote",
          "pool",
          "reserve",
          "token_program",
          "system_program",
        ],
        AccountNotInitialized: ["withdrawer", "membership"],
        ConstraintDuplicateMutableAccount: ["vault"],
      },
      readonly: "ConstraintMut",
    },
    vault: {
      random: "AccountNotInitialized",
      foreign: "WrongVault",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "source_owner",
          "owner",
          "steward",
          "members",
          "vote",
          "pool",
          "reserve",
          "token_program",
          "system_program",
        ],
        AccountNotInitialized: ["withdrawer", "membership"],
        ConstraintDuplicateMutableAccount: ["source"],
      },
      readonly: "ConstraintMut",
    },
    token_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
    system_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
  },
  set_pledge: {
    owner: {
      random: "NotOwner",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: ["owner"],
        AccountDiscriminatorMismatch: ["members"],
      },
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: ["owner"],
        AccountDiscriminatorMismatch: ["steward"],
      },
      readonly: "ConstraintMut",
    },
  },
  deposit_bond: {
    source_owner: {
      random: "Token:OwnerMismatch",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["source_owner", "pool", "source", "vault", "token_program"],
        AccountDiscriminatorMismatch: ["members"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: ["source_owner", "pool", "source", "vault", "token_program"],
        AccountDiscriminatorMismatch: ["steward"],
      },
      readonly: "ConstraintMut",
    },
    pool: { random: "AccountOwnedByWrongProgram", foreign: "WrongPool", same: "AccountOwnedByWrongProgram" },
    source: {
      random: "AccountNotInitialized",
      foreign: "Token:MintMismatch",
      same: {
        AccountOwnedByWrongProgram: ["source_owner", "steward", "members", "pool", "token_program"],
        ConstraintDuplicateMutableAccount: ["vault"],
      },
      readonly: "ConstraintMut",
    },
    vault: {
      random: "AccountNotInitialized",
      foreign: "WrongVault",
      same: {
        AccountOwnedByWrongProgram: ["source_owner", "steward", "members", "pool", "token_program"],
        ConstraintDuplicateMutableAccount: ["source"],
      },
      readonly: "ConstraintMut",
    },
    token_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  request_withdrawal: {
    owner: {
      random: "NotOwner",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["owner", "pool", "validators", "mark"],
        AccountDiscriminatorMismatch: ["members"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: ["owner", "pool", "validators", "mark"],
        AccountDiscriminatorMismatch: ["steward"],
      },
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["owner", "steward", "members"],
        AccountDiscriminatorMismatch: ["validators", "mark"],
      },
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["owner", "steward", "members"],
        AccountDiscriminatorMismatch: ["pool", "mark"],
      },
    },
    mark: {
      random: "WrongMark",
      foreign: "WrongMark",
      same: "WrongMark",
    },
  },
  withdraw_bond: {
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountDiscriminatorMismatch: ["members", "membership"],
        AccountOwnedByWrongProgram: [
          "rent_payer",
          "authority",
          "vault",
          "destination",
          "pool",
          "validators",
          "mark",
          "token_program",
        ],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountDiscriminatorMismatch: ["steward", "membership"],
        AccountOwnedByWrongProgram: [
          "rent_payer",
          "authority",
          "vault",
          "destination",
          "pool",
          "validators",
          "mark",
          "token_program",
        ],
      },
      readonly: "ConstraintMut",
    },
    membership: {
      random: "AccountNotInitialized",
      foreign: "WrongMembership",
      same: {
        AccountDiscriminatorMismatch: ["steward", "members"],
        AccountOwnedByWrongProgram: [
          "rent_payer",
          "vault",
          "destination",
          "pool",
          "validators",
          "mark",
          "token_program",
        ],
        AccountNotInitialized: ["authority"],
      },
      readonly: "ConstraintMut",
    },
    rent_payer: {
      random: "WrongMembership",
      foreign: "WrongMembership",
      same: "WrongMembership",
      readonly: "ConstraintMut",
    },
    authority: {
      random: "WrongAuthority",
      foreign: "WrongAuthority",
      same: "WrongAuthority",
    },
    vault: {
      random: "AccountNotInitialized",
      foreign: "WrongVault",
      same: {
        AccountOwnedByWrongProgram: [
          "steward",
          "members",
          "membership",
          "rent_payer",
          "pool",
          "validators",
          "mark",
          "token_program",
        ],
        AccountNotInitialized: ["authority"],
        ConstraintDuplicateMutableAccount: ["destination"],
      },
      readonly: "ConstraintMut",
    },
    destination: {
      random: "AccountNotInitialized",
      foreign: "WrongDestination",
      same: {
        AccountOwnedByWrongProgram: [
          "steward",
          "members",
          "membership",
          "rent_payer",
          "pool",
          "validators",
          "mark",
          "token_program",
        ],
        AccountNotInitialized: ["authority"],
        ConstraintDuplicateMutableAccount: ["vault"],
      },
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: [
          "steward",
          "members",
          "membership",
          "rent_payer",
          "authority",
          "vault",
          "destination",
          "token_program",
        ],
        AccountDiscriminatorMismatch: ["validators", "mark"],
      },
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: [
          "steward",
          "members",
          "membership",
          "rent_payer",
          "authority",
          "vault",
          "destination",
          "token_program",
        ],
        AccountDiscriminatorMismatch: ["pool", "mark"],
      },
    },
    mark: {
      random: "WrongMark",
      foreign: "WrongMark",
      same: "WrongMark",
    },
    token_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
  },
  remove_member: {
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountDiscriminatorMismatch: ["members", "membership"],
        AccountOwnedByWrongProgram: ["rent_payer", "pool", "validators", "mark"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountDiscriminatorMismatch: ["steward", "membership"],
        AccountOwnedByWrongProgram: ["rent_payer", "pool", "validators", "mark"],
      },
      readonly: "ConstraintMut",
    },
    membership: {
      random: "AccountNotInitialized",
      foreign: "WrongMembership",
      same: {
        AccountDiscriminatorMismatch: ["steward", "members"],
        AccountOwnedByWrongProgram: ["rent_payer", "pool", "validators", "mark"],
      },
      readonly: "ConstraintMut",
    },
    rent_payer: {
      random: "WrongMembership",
      foreign: "WrongMembership",
      same: "WrongMembership",
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "membership", "rent_payer"],
        AccountDiscriminatorMismatch: ["validators", "mark"],
      },
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "membership", "rent_payer"],
        AccountDiscriminatorMismatch: ["pool", "mark"],
      },
    },
    mark: { random: "WrongMark", foreign: "WrongMark", same: "WrongMark" },
  },
  close_membership: {
    membership: {
      random: "AccountNotInitialized",
      foreign: "WrongMembership",
      same: "AccountOwnedByWrongProgram",
      readonly: "ConstraintMut",
    },
    rent_payer: {
      random: "WrongMembership",
      foreign: "WrongMembership",
      same: "WrongMembership",
      readonly: "ConstraintMut",
    },
  },
  list_validator: {
    payer: {
      random: "passes",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
      readonly: "ConstraintMut",
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "authority",
          "pool",
          "validators",
          "vote",
          "stake",
          "transient",
          "mark",
          "pool_program",
          "system_program",
        ],
        AccountDiscriminatorMismatch: ["members"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "authority",
          "pool",
          "validators",
          "vote",
          "stake",
          "transient",
          "mark",
          "pool_program",
          "system_program",
        ],
        AccountDiscriminatorMismatch: ["steward"],
      },
      readonly: "ConstraintMut",
    },
    authority: {
      random: "WrongAuthority",
      foreign: "WrongAuthority",
      same: "WrongAuthority",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: [
          "payer",
          "steward",
          "members",
          "authority",
          "vote",
          "stake",
          "transient",
          "mark",
          "pool_program",
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
          "steward",
          "members",
          "authority",
          "vote",
          "stake",
          "transient",
          "mark",
          "pool_program",
        ],
        AccountDiscriminatorMismatch: ["pool"],
        ConstraintMut: ["system_program"],
      },
      readonly: "ConstraintMut",
    },
    vote: {
      random: "WrongVoteAccount",
      foreign: "WrongVoteAccount",
      same: "WrongVoteAccount",
    },
    stake: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
    },
    transient: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
    },
    mark: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: {
        ConstraintSeeds: [
          "payer",
          "steward",
          "members",
          "authority",
          "pool",
          "validators",
          "vote",
          "stake",
          "transient",
          "pool_program",
        ],
        ConstraintMut: ["system_program"],
      },
      readonly: "ConstraintMut",
    },
    pool_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
    system_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
  },
  rate: {
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountDiscriminatorMismatch: ["members"],
        AccountOwnedByWrongProgram: ["authority", "pool", "validators", "pool_program", "remaining 0"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountDiscriminatorMismatch: ["steward"],
        AccountOwnedByWrongProgram: ["authority", "pool", "validators", "pool_program", "remaining 0"],
      },
      readonly: "ConstraintMut",
    },
    authority: {
      random: "WrongAuthority",
      foreign: "WrongAuthority",
      same: "WrongAuthority",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "authority", "pool_program", "remaining 0"],
        AccountDiscriminatorMismatch: ["validators"],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "authority", "pool_program", "remaining 0"],
        AccountDiscriminatorMismatch: ["pool"],
      },
      readonly: "ConstraintMut",
    },
    pool_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
    "remaining 0": {
      random: "WrongVoteAccount",
      foreign: "WrongVoteAccount",
      same: {
        AccountBorrowFailed: ["steward"],
        WrongVoteAccount: ["members", "authority", "pool", "validators", "pool_program"],
      },
    },
  },
  migrate: {
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountDiscriminatorMismatch: ["members"],
        AccountOwnedByWrongProgram: ["authority", "pool", "validators", "pool_program", "remaining 0"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountDiscriminatorMismatch: ["steward"],
        AccountOwnedByWrongProgram: ["authority", "pool", "validators", "pool_program", "remaining 0"],
      },
      readonly: "ConstraintMut",
    },
    authority: {
      random: "WrongAuthority",
      foreign: "WrongAuthority",
      same: "WrongAuthority",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "authority", "pool_program", "remaining 0"],
        AccountDiscriminatorMismatch: ["validators"],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "authority", "pool_program", "remaining 0"],
        AccountDiscriminatorMismatch: ["pool"],
      },
      readonly: "ConstraintMut",
    },
    pool_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
    "remaining 0": {
      random: "WrongMembership",
      foreign: "WrongMembership",
      same: "WrongMembership",
    },
  },
  assess: {
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountDiscriminatorMismatch: ["members"],
        AccountOwnedByWrongProgram: ["pool", "validators", "history", "remaining 0"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountDiscriminatorMismatch: ["steward"],
        AccountOwnedByWrongProgram: ["pool", "validators", "history", "remaining 0"],
      },
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "remaining 0"],
        AccountDiscriminatorMismatch: ["validators", "history"],
      },
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "remaining 0"],
        AccountDiscriminatorMismatch: ["pool", "history"],
      },
    },
    history: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongHistory",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "remaining 0"],
        AccountDiscriminatorMismatch: ["pool", "validators"],
      },
    },
    "remaining 0": {
      random: "WrongVoteAccount",
      foreign: "WrongVoteAccount",
      same: "WrongVoteAccount",
    },
  },
  cover: {
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountDiscriminatorMismatch: ["members"],
        AccountOwnedByWrongProgram: ["authority", "vault", "mint", "token_program"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountDiscriminatorMismatch: ["steward"],
        AccountOwnedByWrongProgram: ["authority", "vault", "mint", "token_program"],
      },
      readonly: "ConstraintMut",
    },
    authority: {
      random: "WrongAuthority",
      foreign: "WrongAuthority",
      same: "WrongAuthority",
    },
    vault: {
      random: "AccountNotInitialized",
      foreign: "WrongVault",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "token_program"],
        AccountNotInitialized: ["authority"],
        InvalidAccountData: ["mint"],
      },
      readonly: "ConstraintMut",
    },
    mint: {
      random: "AccountNotInitialized",
      foreign: "WrongMint",
      same: {
        AccountOwnedByWrongProgram: ["steward", "members", "token_program"],
        AccountNotInitialized: ["authority"],
        InvalidAccountData: ["vault"],
      },
      readonly: "ConstraintMut",
    },
    token_program: {
      random: "InvalidProgramId",
      same: "InvalidProgramId",
    },
  },
  veto: {
    admin: {
      random: "NotAdmin",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "NotAdmin",
      same: "AccountOwnedByWrongProgram",
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["admin", "pool"],
        AccountDiscriminatorMismatch: ["members"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: ["admin", "pool"],
        AccountDiscriminatorMismatch: ["steward"],
      },
      readonly: "ConstraintMut",
    },
  },
  lift_veto: {
    admin: {
      random: "NotAdmin",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "NotAdmin",
      same: "AccountOwnedByWrongProgram",
    },
    steward: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongPool",
      same: {
        AccountOwnedByWrongProgram: ["admin", "pool"],
        AccountDiscriminatorMismatch: ["members"],
      },
      readonly: "ConstraintMut",
    },
    members: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMembers",
      same: {
        AccountOwnedByWrongProgram: ["admin", "pool"],
        AccountDiscriminatorMismatch: ["steward"],
      },
      readonly: "ConstraintMut",
    },
  },
};
