// Made from steward.json by `npm run generate`; not to be edited.
import type { PublicKey } from "@solana/web3.js";
import type { Types } from "./types";

/** The program's instructions: the accounts that a caller names, and the arguments. */
export interface Instructions {
  /**
   * Notes what members owe for what the pool's stake earned with them last: once for each earning; what is lost later in the same
   * epoch comes on top. Does nothing for members without anything new. Emits `Assessed`.
   *
   * Remaining accounts: for each place its vote account, in the same order.
   *
   * Errors: `WrongPlaces`, `MemberNotFound`, `WrongVoteAccount`, `WrongValidator`, `EpochNotNoted`, `WrongPool`, `Overflow`.
   */
  assess: {
    accounts: {
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: its validator list. */
      validators: PublicKey;
      /** Read: its price history. */
      history: PublicKey;
    };
    args: {
      places: Types["place"][];
    };
  };
  /**
   * Closes the membership that a validator left behind, which left while it was vetoed, once that veto would have ended: it may join
   * again. The rent goes to whoever paid it. Emits `MembershipClosed`.
   *
   * Errors: `IsMember`, `Barred`, `WrongMembership`.
   */
  closeMembership: {
    accounts: {
      /** Write: the membership of a validator that has left; closed. */
      membership: PublicKey;
      /** Write: gets its rent. */
      rentPayer: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Burns what members owe out of their bonds, as far as those reach. Does nothing where nothing is owed. Emits `Covered`.
   *
   * Errors: `WrongPlaces`, `MemberNotFound`, `InvariantViolated`.
   */
  cover: {
    accounts: {
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Read: an address that only signs. Authority of the vault. */
      authority: PublicKey;
      /** Write: the vault. */
      vault: PublicKey;
      /** Write: the pool token. */
      mint: PublicKey;
    };
    args: {
      indexes: number[];
    };
  };
  /**
   * Creates a pool's steward. Only the pool's admin may. Emits `StewardCreated`.
   *
   * Errors: `NotAdmin`, `WrongPool`, `WrongMint`, `PolicyOutOfRange`.
   */
  createSteward: {
    accounts: {
      /** Signer: pays all rents. */
      payer: PublicKey;
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: the pool token. */
      mint: PublicKey;
      /** Create: the steward. */
      steward: PublicKey;
      /** Read: its authority, an address that only signs and need not exist. */
      authority: PublicKey;
      /** Create: its list of members. */
      members: PublicKey;
      /** Create: its vault. */
      vault: PublicKey;
    };
    args: {
      policy: Types["policyArgs"];
    };
  };
  /**
   * Adds tokens to a bond; anybody may. They count a tenth more each epoch; `cover` burns what is owed of them
   * at once. Where the bond is used up, they are no more than what is owed, or bring the least bond beside that. Emits
   * `BondDeposited`.
   *
   * Errors: `ZeroAmount`, `MemberNotFound`, `BondTooSmall`, `WrongPool`, `Overflow`, `InvariantViolated`.
   */
  depositBond: {
    accounts: {
      /** Signer: owner of the tokens; may be anybody. */
      sourceOwner: PublicKey;
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: tokens that become the bond. */
      source: PublicKey;
      /** Write: the vault. */
      vault: PublicKey;
    };
    args: {
      index: number;
      tokens: bigint;
    };
  };
  /**
   * Makes a validator a member: `tokens` become its bond, `pledge` is the most commission that it takes, in basis points. The vote
   * account's authorized withdrawer signs. `index` is a free place or the first one behind the list. Emits `Joined`.
   *
   * Errors: `PledgeTooHigh`, `WrongOwner`, `WrongVoteAccount`, `NotWithdrawer`, `TooNew`, `BondTooSmall`, `MemberNotFound`,
   * `MembersFull`, `PlaceTaken`, `WrongPool`, `Overflow`, `InvariantViolated`.
   */
  join: {
    accounts: {
      /** Signer: pays the fee and all rents. */
      payer: PublicKey;
      /** Signer: the vote account's authorized withdrawer. */
      withdrawer: PublicKey;
      /** Signer: owner of the tokens that become the bond. */
      sourceOwner: PublicKey;
      /** Read: gets the bond back; need not sign. */
      owner: PublicKey;
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Create: the validator's membership. */
      membership: PublicKey;
      /** Read: the vote account. */
      vote: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the reserve. Gets the fee. */
      reserve: PublicKey;
      /** Write: tokens that become the bond. */
      source: PublicKey;
      /** Write: the vault. */
      vault: PublicKey;
    };
    args: {
      index: number;
      pledge: number;
      tokens: bigint;
    };
  };
  /**
   * Ends a veto. Only the pool's admin may. Emits `VetoLifted`.
   *
   * Errors: `NotAdmin`, `MemberNotFound`, `NotVetoed`.
   */
  liftVeto: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
    };
    args: {
      index: number;
    };
  };
  /**
   * Has the pool list a member, with its first positive score; whoever calls pays for the place. Emits `Listed`.
   *
   * Errors: `NotManager`, `MemberNotFound`, `WrongVoteAccount`, `NotQualified`, `WrongPool`, `Overflow`.
   */
  listValidator: {
    accounts: {
      /** Signer: pays for the validator's place in the pool's list. */
      payer: PublicKey;
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Read: the pool's validator manager, an address that only signs. */
      authority: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the pool's validator list. */
      validators: PublicKey;
      /** Read: the member's vote account. */
      vote: PublicKey;
      /** Read: the validator stake address; it must be free. */
      stake: PublicKey;
      /** Read: the validator's transient stake address; it must be free. */
      transient: PublicKey;
      /** Create: the validator's mark. */
      mark: PublicKey;
    };
    args: {
      index: number;
    };
  };
  /**
   * Sets the scores of validators that the pool lists and that are no members: for 10 epochs after the steward took over they
   * keep the stake that they have, then they get none. Emits `Migrated`.
   *
   * Remaining accounts: for each validator the address of its membership, whether there is one or not, in the same order.
   *
   * Errors: `NotManager`, `WrongPlaces`, `WrongMembership`, `IsMember`, `WrongValidator`, `WrongPool`, `Overflow`.
   */
  migrate: {
    accounts: {
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Read: the pool's validator manager, an address that only signs. */
      authority: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: its validator list. */
      validators: PublicKey;
    };
    args: {
      validators: Types["validator"][];
    };
  };
  /**
   * Writes down what all stake earned in the epoch before, once the rewards are paid, and whether the steward is the pool's
   * validator manager. Once an epoch: an epoch that nobody notes stays unknown. Emits `EpochNoted`.
   *
   * Errors: `EpochRewardsActive`, `AlreadyNoted`, `WrongPool`.
   */
  noteEpoch: {
    accounts: {
      /** Write: the steward. */
      steward: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Sets the scores and caps of members that the pool lists, by one call of its `set_scores`. Members are given in rising order;
   * others of the same call are the witnesses that the cluster votes. Emits `Rated`.
   *
   * Remaining accounts: for each place its vote account, in the same order.
   *
   * Errors: `NotManager`, `WrongPlaces`, `MemberNotFound`, `WrongVoteAccount`, `WrongValidator`, `WrongPool`, `Overflow`.
   */
  rate: {
    accounts: {
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Read: the pool's validator manager, an address that only signs. */
      authority: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: its validator list. */
      validators: PublicKey;
    };
    args: {
      places: Types["place"][];
    };
  };
  /**
   * Frees the place of a member without a bond: all of it was burned, and all that it owed is paid. What the validator earned last
   * has to be assessed, its stake has to be gone, and a rating has to have taken its score. Where the steward is no longer the
   * pool's validator manager, the stake is not waited for. Emits `MemberRemoved`.
   *
   * Errors: `MemberNotFound`, `BondThere`, `DebtOpen`, `NotAssessed`, `StakeNotGone`, `WrongMembership`, `WrongMark`, `WrongPool`.
   */
  removeMember: {
    accounts: {
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Write: the validator's membership; it is closed, once a veto has ended. */
      membership: PublicKey;
      /** Write: gets the membership's rent. */
      rentPayer: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: its validator list. */
      validators: PublicKey;
      /** Read: the pool's mark of the validator; not there where the pool does not list it. */
      mark: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Asks tokens of a bond back, or all where the validator `leaves`, which asking for as many as there are means too: they count no
   * longer, and the epoch is owed that stake idles for it. `tokens` is what is asked back in all: fewer than before takes the rest of
   * the request back. Only the bond's owner may. Emits `WithdrawalRequested`.
   *
   * Errors: `MemberNotFound`, `NotOwner`, `InsufficientBond`, `BondTooSmall`, `WrongMark`, `WrongPool`, `Overflow`.
   */
  requestWithdrawal: {
    accounts: {
      /** Signer: the bond's owner. */
      owner: PublicKey;
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: its validator list. */
      validators: PublicKey;
      /** Read: the pool's mark of the validator; not there where the pool does not list it. */
      mark: PublicKey;
    };
    args: {
      index: number;
      tokens: bigint;
      leaves: boolean;
    };
  };
  /**
   * Pledges another commission: a lower one at once, a higher one for rewards from four epochs later on. Only the bond's owner
   * may. Emits `PledgeChanged`.
   *
   * Errors: `PledgeTooHigh`, `MemberNotFound`, `NotOwner`.
   */
  setPledge: {
    accounts: {
      /** Signer: the bond's owner. */
      owner: PublicKey;
      /** Read: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
    };
    args: {
      index: number;
      pledge: number;
    };
  };
  /**
   * Changes what is asked for, five epochs later: validators and holders have the time to leave. Only the pool's admin may. Emits
   * `PolicyUpdated`.
   *
   * Errors: `NotAdmin`, `PolicyOutOfRange`, `WrongPool`.
   */
  updatePolicy: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the steward. */
      steward: PublicKey;
    };
    args: {
      policy: Types["policyArgs"];
    };
  };
  /**
   * Announces that a member gets no stake, from two epochs later on and for 30; its bond is free to leave. At most a tenth of all
   * bonds that count; of one that has just come counts the least bond. Who leaves may not join again before it ends. Only the pool's
   * admin may. Emits `Vetoed`.
   *
   * Errors: `NotAdmin`, `MemberNotFound`, `WrongReason`, `AlreadyVetoed`, `VetoTooWide`, `WrongPool`, `Overflow`.
   */
  veto: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
    };
    args: {
      index: number;
      reason: string;
    };
  };
  /**
   * Pays what was asked back four epochs ago, once a rating in a later epoch has told the pool, the stake that it covered is gone,
   * what that earned last is assessed and nothing is owed. Where the steward is no longer the pool's validator manager, neither
   * time nor stake nor rating is waited for. Anybody may: it goes to the bond's owner. Emits `BondWithdrawn`.
   *
   * Errors: `MemberNotFound`, `NothingRequested`, `DebtOpen`, `TooEarly`, `NotAssessed`, `NotRated`, `StakeNotGone`,
   * `WrongDestination`, `WrongMembership`, `WrongMark`, `WrongPool`, `Overflow`, `InvariantViolated`.
   */
  withdrawBond: {
    accounts: {
      /** Write: the steward. */
      steward: PublicKey;
      /** Write: its list of members. */
      members: PublicKey;
      /** Write: the validator's membership; closed when it leaves, unless it is vetoed. */
      membership: PublicKey;
      /** Write: gets the membership's rent. */
      rentPayer: PublicKey;
      /** Read: an address that only signs. Authority of the vault. */
      authority: PublicKey;
      /** Write: the vault. */
      vault: PublicKey;
      /** Write: a token account of the bond's owner. */
      destination: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: its validator list. */
      validators: PublicKey;
      /** Read: the pool's mark of the validator; not there where the pool does not list it. */
      mark: PublicKey;
    };
    args: Record<string, never>;
  };
}

/**
 * Of each its discriminator, its accounts and its arguments. An account is `name:flags`: `s` signs, `w` is written, `?` may be
 * left out, `=` is always this address.
 */
export const INSTRUCTIONS: { readonly [name in keyof Instructions]: readonly [string, string, string] } = {
  assess: ["a5fd2a39aabb8d2c", "steward:w members:w pool validators history", "places:place[]"],
  closeMembership: ["4ba3ac0375a8de56", "membership:w rentPayer:w", ""],
  cover: ["f3134c78ee7e6b8d", "steward:w members:w authority vault:w mint:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "indexes:u32[]"],
  createSteward: ["9975cb4feab366ac", "payer:sw admin:s pool mint steward:w authority members:w vault:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "policy:policyArgs"],
  depositBond: ["785912fd707d57ff", "sourceOwner:s steward:w members:w pool source:w vault:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "index:u32 tokens:u64"],
  join: ["ce37026a71dc11a3", "payer:sw withdrawer:s sourceOwner:s owner steward:w members:w membership:w vote pool reserve:w source:w vault:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "index:u32 pledge:u16 tokens:u64"],
  liftVeto: ["63e7da9b2a5ff50e", "admin:s pool steward:w members:w", "index:u32"],
  listValidator: ["b03349b8f5e86340", "payer:sw steward:w members:w authority pool:w validators:w vote stake transient mark:w poolProgram:=ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD systemProgram:=11111111111111111111111111111111", "index:u32"],
  migrate: ["9beae792ec9ea21e", "steward:w members:w authority pool:w validators:w poolProgram:=ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD", "validators:validator[]"],
  noteEpoch: ["193b08e6b13e8ac6", "steward:w pool", ""],
  rate: ["42d731e63501ec52", "steward:w members:w authority pool:w validators:w poolProgram:=ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD", "places:place[]"],
  removeMember: ["ab39e796a7801237", "steward:w members:w membership:w rentPayer:w pool validators mark", ""],
  requestWithdrawal: ["fb5579cd38c90cb1", "owner:s steward:w members:w pool validators mark", "index:u32 tokens:u64 leaves:bool"],
  setPledge: ["1c9bdd50026e4d1a", "owner:s steward members:w", "index:u32 pledge:u16"],
  updatePolicy: ["d4f5f607a3971239", "admin:s pool steward:w", "policy:policyArgs"],
  veto: ["be9845e23d966bd7", "admin:s pool steward:w members:w", "index:u32 reason:string"],
  withdrawBond: ["dec78d1fbc5d9b28", "steward:w members:w membership:w rentPayer:w authority vault:w destination:w pool validators mark tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", ""],
};
