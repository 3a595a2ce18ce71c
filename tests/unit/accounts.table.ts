/** The error that each swap of an account gives. */
export interface Swaps {
  /** An address that nobody has used; where a signature is wanted, a stranger who signs and can pay. */
  random: string;
  /** The account of the same role in another pool. */
  foreign?: string;
  /** Another account of the same transaction: one error for all of them, or the accounts by error. */
  same?: string | Record<string, string[]>;
  /** The right account, which has not signed. */
  unsigned?: string;
  /** The right account, not writable. */
  readonly?: string;
}

/** Swaps that pass, and why they may. */
export const ALLOWED: Record<string, string> = {
  "create_pool.creator": "anybody may create and pay for a pool of a mint that signs",
  "grow_history.payer": "anybody may pay",
  "deposit_sol.depositor": "anybody may pay for tokens that go to somebody else",
  "deposit_sol.destination": "the tokens may go to any account of the mint, the treasury's and the referrer's too",
  "deposit_sol.referrer": "any account of the mint may refer, the depositor's own too",
  "cancel_ticket.destination":
    "the tokens may go to any account of the mint; the owner who picks the escrow gives them up",
  "get_price.pool": "it is the price of that pool",
};

/** By instruction and account. */
export const TABLE: Record<string, Record<string, Swaps>> = {
  create_pool: {
    creator: {
      random: "passes",
      same: {
        "System:InvalidArgument": ["mint"],
        AccountNotSigner: [
          "pool",
          "mint_authority",
          "stake_authority",
          "reserve",
          "escrow",
          "seed",
          "validators",
          "history",
          "token_program",
          "system_program",
        ],
      },
      unsigned: "AccountNotSigner",
      readonly: "PrivilegeEscalation",
    },
    mint: {
      random: "ConstraintSeeds",
      foreign: "PrivilegeEscalation",
      same: {
        TryingToInitPayerAsProgramAccount: ["creator"],
        PrivilegeEscalation: [
          "pool",
          "mint_authority",
          "stake_authority",
          "reserve",
          "escrow",
          "seed",
          "validators",
          "history",
          "token_program",
          "system_program",
        ],
      },
      unsigned: "PrivilegeEscalation",
      readonly: "PrivilegeEscalation",
    },
    pool: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    mint_authority: { random: "ConstraintSeeds", foreign: "ConstraintSeeds", same: "ConstraintSeeds" },
    stake_authority: { random: "ConstraintSeeds", foreign: "ConstraintSeeds", same: "ConstraintSeeds" },
    reserve: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: {
        ConstraintSeeds: [
          "creator",
          "mint",
          "pool",
          "mint_authority",
          "stake_authority",
          "escrow",
          "seed",
          "validators",
          "history",
        ],
        AccountNotSystemOwned: ["token_program", "system_program"],
      },
      readonly: "ConstraintMut",
    },
    escrow: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    seed: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    validators: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    history: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    token_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  grow_history: {
    payer: { random: "passes", same: "AccountNotSigner", unsigned: "AccountNotSigner", readonly: "ConstraintMut" },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongHistory",
      same: { AccountOwnedByWrongProgram: ["payer", "system_program"], AccountDiscriminatorMismatch: ["history"] },
    },
    history: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongHistory",
      same: { AccountOwnedByWrongProgram: ["payer", "system_program"], AccountDiscriminatorMismatch: ["pool"] },
      readonly: "ConstraintMut",
    },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  deposit_sol: {
    depositor: {
      random: "passes",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMint",
      same: "AccountOwnedByWrongProgram",
      readonly: "ConstraintMut",
    },
    mint: {
      random: "AccountNotInitialized",
      foreign: "WrongMint",
      same: {
        AccountOwnedByWrongProgram: ["depositor", "pool", "reserve", "token_program", "system_program"],
        AccountNotInitialized: ["mint_authority"],
        InvalidAccountData: ["destination", "treasury", "referrer"],
      },
      readonly: "ConstraintMut",
    },
    mint_authority: { random: "WrongMintAuthority", foreign: "WrongMintAuthority", same: "WrongMintAuthority" },
    reserve: { random: "WrongReserve", foreign: "WrongReserve", same: "WrongReserve", readonly: "ConstraintMut" },
    destination: {
      random: "AccountNotInitialized",
      foreign: "WrongTokenAccount",
      same: {
        AccountOwnedByWrongProgram: ["depositor", "pool", "reserve", "token_program", "system_program"],
        InvalidAccountData: ["mint"],
        AccountNotInitialized: ["mint_authority"],
        passes: ["treasury", "referrer"],
      },
      readonly: "ConstraintMut",
    },
    treasury: { random: "WrongTreasury", foreign: "WrongTreasury", same: "WrongTreasury", readonly: "ConstraintMut" },
    referrer: {
      random: "WrongReferrer",
      foreign: "WrongReferrer",
      same: {
        WrongReferrer: ["depositor", "pool", "mint", "mint_authority", "reserve", "token_program"],
        passes: ["destination", "treasury"],
        ConstraintMut: ["system_program"],
      },
      readonly: "ConstraintMut",
    },
    token_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  order_unstake: {
    owner: {
      random: "WrongTokenOwner",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
      readonly: "PrivilegeEscalation",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "ConstraintSeeds",
      same: "AccountOwnedByWrongProgram",
      readonly: "ConstraintMut",
    },
    source: {
      random: "AccountNotInitialized",
      foreign: "WrongTokenAccount",
      same: {
        AccountOwnedByWrongProgram: ["owner", "pool", "token_program", "system_program"],
        WrongTokenOwner: ["escrow"],
        AccountNotInitialized: ["ticket"],
      },
      readonly: "ConstraintMut",
    },
    escrow: { random: "WrongEscrow", foreign: "WrongEscrow", same: "WrongEscrow", readonly: "ConstraintMut" },
    ticket: {
      random: "ConstraintSeeds",
      foreign: "ConstraintSeeds",
      same: "ConstraintSeeds",
      readonly: "PrivilegeEscalation",
    },
    token_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  cancel_ticket: {
    owner: {
      random: "NotTicketOwner",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongEscrow",
      same: {
        AccountOwnedByWrongProgram: ["owner", "escrow", "destination", "token_program"],
        AccountDiscriminatorMismatch: ["ticket"],
      },
      readonly: "ConstraintMut",
    },
    ticket: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongTicket",
      same: {
        AccountOwnedByWrongProgram: ["owner", "escrow", "destination", "token_program"],
        AccountDiscriminatorMismatch: ["pool"],
      },
      readonly: "ConstraintMut",
    },
    escrow: { random: "WrongEscrow", foreign: "WrongEscrow", same: "WrongEscrow", readonly: "ConstraintMut" },
    destination: {
      random: "AccountNotInitialized",
      foreign: "WrongTokenAccount",
      same: { AccountOwnedByWrongProgram: ["owner", "pool", "ticket", "token_program"], passes: ["escrow"] },
      readonly: "ConstraintMut",
    },
    token_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  transfer_ticket: {
    owner: {
      random: "NotTicketOwner",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongTicket",
      same: { AccountOwnedByWrongProgram: ["owner"], AccountDiscriminatorMismatch: ["ticket"] },
    },
    ticket: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongTicket",
      same: { AccountOwnedByWrongProgram: ["owner"], AccountDiscriminatorMismatch: ["pool"] },
      readonly: "ConstraintMut",
    },
  },
  claim_ticket: {
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongTicket",
      same: { AccountDiscriminatorMismatch: ["ticket"], AccountOwnedByWrongProgram: ["owner"] },
    },
    ticket: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongTicket",
      same: { AccountDiscriminatorMismatch: ["pool"], AccountOwnedByWrongProgram: ["owner"] },
      readonly: "ConstraintMut",
    },
    owner: {
      random: "WrongTicketOwner",
      foreign: "WrongTicketOwner",
      same: "WrongTicketOwner",
      readonly: "ConstraintMut",
    },
  },
  update_validators: {
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["validators"],
        AccountOwnedByWrongProgram: [
          "reserve",
          "stake_authority",
          "clock",
          "stake_history",
          "stake_program",
          "remaining 0",
          "remaining 1",
          "remaining 2",
        ],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["pool"],
        AccountOwnedByWrongProgram: [
          "reserve",
          "stake_authority",
          "clock",
          "stake_history",
          "stake_program",
          "remaining 0",
          "remaining 1",
          "remaining 2",
        ],
      },
      readonly: "ConstraintMut",
    },
    reserve: { random: "WrongReserve", foreign: "WrongReserve", same: "WrongReserve", readonly: "ConstraintMut" },
    stake_authority: { random: "WrongStakeAuthority", foreign: "WrongStakeAuthority", same: "WrongStakeAuthority" },
    clock: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_history: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_program: { random: "WrongProgram", same: "WrongProgram" },
    "remaining 0": {
      random: "WrongStakeAccount",
      foreign: "WrongStakeAccount",
      same: "WrongStakeAccount",
      readonly: "AccountNotMutable",
    },
    "remaining 1": {
      random: "WrongTransientAccount",
      foreign: "WrongTransientAccount",
      same: "WrongTransientAccount",
      readonly: "AccountNotMutable",
    },
    "remaining 2": {
      random: "WrongStakeAccount",
      foreign: "WrongStakeAccount",
      same: "WrongStakeAccount",
      readonly: "AccountNotMutable",
    },
  },
  update_pool: {
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMint",
      same: {
        AccountDiscriminatorMismatch: ["validators", "history"],
        AccountOwnedByWrongProgram: ["mint", "mint_authority", "reserve", "treasury", "token_program"],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["pool", "history"],
        AccountOwnedByWrongProgram: ["mint", "mint_authority", "reserve", "treasury", "token_program"],
      },
    },
    mint: {
      random: "AccountNotInitialized",
      foreign: "WrongMint",
      same: {
        AccountOwnedByWrongProgram: ["pool", "validators", "reserve", "history", "token_program"],
        AccountNotInitialized: ["mint_authority"],
        InvalidAccountData: ["treasury"],
      },
      readonly: "ConstraintMut",
    },
    mint_authority: { random: "WrongMintAuthority", foreign: "WrongMintAuthority", same: "WrongMintAuthority" },
    reserve: { random: "WrongReserve", foreign: "WrongReserve", same: "WrongReserve" },
    treasury: { random: "WrongTreasury", foreign: "WrongTreasury", same: "WrongTreasury", readonly: "ConstraintMut" },
    history: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongHistory",
      same: {
        AccountDiscriminatorMismatch: ["pool", "validators"],
        AccountOwnedByWrongProgram: ["mint", "mint_authority", "reserve", "treasury", "token_program"],
      },
      readonly: "ConstraintMut",
    },
    token_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  delegate_reserve: {
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["validators"],
        AccountOwnedByWrongProgram: [
          "reserve",
          "stake_authority",
          "vote",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "rent",
          "stake_config",
          "stake_program",
          "system_program",
        ],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["pool"],
        AccountOwnedByWrongProgram: [
          "reserve",
          "stake_authority",
          "vote",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "rent",
          "stake_config",
          "stake_program",
          "system_program",
        ],
      },
      readonly: "ConstraintMut",
    },
    reserve: { random: "WrongReserve", foreign: "WrongReserve", same: "WrongReserve", readonly: "ConstraintMut" },
    stake_authority: { random: "WrongStakeAuthority", foreign: "WrongStakeAuthority", same: "WrongStakeAuthority" },
    vote: {
      random: "InvalidVoteAccount",
      foreign: "ValidatorNotFound",
      same: {
        AccountBorrowFailed: ["pool"],
        InvalidVoteAccount: [
          "validators",
          "reserve",
          "stake_authority",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "rent",
          "stake_config",
          "stake_program",
          "system_program",
        ],
      },
    },
    stake: {
      random: "WrongStakeAccount",
      foreign: "WrongStakeAccount",
      same: {
        WrongStakeAccount: ["pool", "validators", "reserve", "stake_authority", "vote", "transient"],
        ConstraintMut: ["clock", "stake_history", "rent", "stake_config", "stake_program", "system_program"],
      },
      readonly: "ConstraintMut",
    },
    transient: {
      random: "WrongTransientAccount",
      foreign: "WrongTransientAccount",
      same: {
        WrongTransientAccount: ["pool", "validators", "reserve", "stake_authority", "vote", "stake"],
        ConstraintMut: ["clock", "stake_history", "rent", "stake_config", "stake_program", "system_program"],
      },
      readonly: "ConstraintMut",
    },
    clock: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_history: { random: "WrongSysvar", same: "WrongSysvar" },
    rent: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_config: { random: "WrongStakeConfig", same: "WrongStakeConfig" },
    stake_program: { random: "WrongProgram", same: "WrongProgram" },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  deactivate_stake: {
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["validators"],
        AccountOwnedByWrongProgram: [
          "stake_authority",
          "vote",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "rent",
          "stake_program",
          "system_program",
        ],
      },
      readonly: "ConstraintMut",
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountDiscriminatorMismatch: ["pool"],
        AccountOwnedByWrongProgram: [
          "stake_authority",
          "vote",
          "stake",
          "transient",
          "clock",
          "stake_history",
          "rent",
          "stake_program",
          "system_program",
        ],
      },
      readonly: "ConstraintMut",
    },
    stake_authority: { random: "WrongStakeAuthority", foreign: "WrongStakeAuthority", same: "WrongStakeAuthority" },
    vote: { random: "ValidatorNotFound", foreign: "ValidatorNotFound", same: "ValidatorNotFound" },
    stake: {
      random: "WrongStakeAccount",
      foreign: "WrongStakeAccount",
      same: {
        WrongStakeAccount: ["pool", "validators", "stake_authority", "vote", "transient"],
        ConstraintMut: ["clock", "stake_history", "rent", "stake_program", "system_program"],
      },
      readonly: "ConstraintMut",
    },
    transient: {
      random: "WrongTransientAccount",
      foreign: "WrongTransientAccount",
      same: {
        WrongTransientAccount: ["pool", "validators", "stake_authority", "vote", "stake"],
        ConstraintMut: ["clock", "stake_history", "rent", "stake_program", "system_program"],
      },
      readonly: "ConstraintMut",
    },
    clock: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_history: { random: "WrongSysvar", same: "WrongSysvar" },
    rent: { random: "WrongSysvar", same: "WrongSysvar" },
    stake_program: { random: "WrongProgram", same: "WrongProgram" },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
  },
  settle_tickets: {
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongMint",
      same: {
        AccountOwnedByWrongProgram: ["mint", "escrow", "reserve", "token_program", "system_program"],
        AccountDiscriminatorMismatch: ["remaining 0"],
      },
      readonly: "ConstraintMut",
    },
    mint: {
      random: "AccountNotInitialized",
      foreign: "WrongMint",
      same: {
        AccountOwnedByWrongProgram: ["pool", "reserve", "token_program", "system_program", "remaining 0"],
        InvalidAccountData: ["escrow"],
      },
      readonly: "ConstraintMut",
    },
    escrow: { random: "WrongEscrow", foreign: "WrongEscrow", same: "WrongEscrow", readonly: "ConstraintMut" },
    reserve: { random: "WrongReserve", foreign: "WrongReserve", same: "WrongReserve", readonly: "ConstraintMut" },
    token_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
    system_program: { random: "InvalidProgramId", same: "InvalidProgramId" },
    "remaining 0": {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongTicket",
      same: {
        AccountBorrowFailed: ["pool"],
        AccountOwnedByWrongProgram: ["mint", "escrow", "reserve", "token_program", "system_program"],
      },
      readonly: "AccountNotMutable",
    },
  },
  add_validator: {
    validator_manager: {
      random: "NotValidatorManager",
      foreign: "AccountNotSigner",
      same: "AccountNotSigner",
      unsigned: "AccountNotSigner",
      readonly: "ConstraintMut",
    },
    pool: {
      random: "AccountOwnedByWrongProgram",
      foreign: "NotValidatorManager",
      same: {
        AccountOwnedByWrongProgram: ["validator_manager", "vote", "mark", "system_program"],
        AccountDiscriminatorMismatch: ["validators"],
      },
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: {
        AccountOwnedByWrongProgram: ["validator_manager", "vote", "mark", "system_program"],
        AccountDiscriminatorMismatch: ["pool"],
      },
      readonly: "ConstraintMut",
    },
    vote: { random: "ConstraintSeeds", foreign: "ConstraintSeeds", same: "ConstraintSeeds" },
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
      foreign: "NotValidatorManager",
      same: { AccountOwnedByWrongProgram: ["validator_manager", "vote"], AccountDiscriminatorMismatch: ["validators"] },
    },
    validators: {
      random: "AccountOwnedByWrongProgram",
      foreign: "WrongValidatorList",
      same: { AccountOwnedByWrongProgram: ["validator_manager", "vote"], AccountDiscriminatorMismatch: ["pool"] },
      readonly: "ConstraintMut",
    },
    vote: { random: "ValidatorNotFound", foreign: "ValidatorNotFound", same: "ValidatorNotFound" },
  },
  get_price: {
    pool: { random: "AccountOwnedByWrongProgram", foreign: "passes" },
  },
};
