// Made from steward.json by `npm run generate`; not to be edited.
import type { PublicKey } from "@solana/web3.js";

/** The program's types, as the SDK has them: 64-bit numbers are bigint, a choice is the name of its variant. */
export interface Types {
  /** Emitted by `assess`, once for all members that it names. */
  assessed: {
    steward: PublicKey;
    members: Types["assessedMember"][];
  };
  /** What an assessment found. */
  assessedMember: {
    index: number;
    since: bigint;
    epoch: bigint;
    /** Whether the epochs' references and the member's credits are known; true where only a later loss is new, which needs neither. */
    isKnown: boolean;
    /** Lamports taken beyond the pledge. */
    commission: bigint;
    /** Lamports not earned. */
    uptime: bigint;
    /** Lamports lost. */
    lost: bigint;
    /** Lamports that were too few to charge, after it. */
    carried: bigint;
    /** What the bond owes, in tokens, after it. */
    debt: bigint;
  };
  /** Emitted by `deposit_bond`. */
  bondDeposited: {
    steward: PublicKey;
    vote: PublicKey;
    tokens: bigint;
    /** After it. */
    bond: bigint;
  };
  /** Emitted by `withdraw_bond`. */
  bondWithdrawn: {
    steward: PublicKey;
    vote: PublicKey;
    tokens: bigint;
    /** Whether the validator is no member any more. */
    left: boolean;
  };
  /** Tokens of a bond were burned for what it owes. Emitted by `cover`. */
  covered: {
    steward: PublicKey;
    /** Burned. */
    tokens: bigint;
    /** What these bonds owe still, in tokens. */
    debt: bigint;
  };
  /** What an epoch was like for all stake is noted. Emitted by `note_epoch`. */
  epochNoted: {
    steward: PublicKey;
    epoch: bigint;
    /** Mean of the credits over all stake, in thousandths; 0 where it is unknown. */
    credits: bigint;
    /** What a lamport of stake earned before commission, in parts per trillion. */
    growth: bigint;
    /** Whether the steward is the pool's validator manager. */
    isManager: boolean;
  };
  /** A validator has a bond. Emitted by `join`. */
  joined: {
    steward: PublicKey;
    vote: PublicKey;
    index: number;
    owner: PublicKey;
    tokens: bigint;
    /** In basis points. */
    pledge: number;
  };
  /** The pool lists a member. Emitted by `list_validator`. */
  listed: {
    steward: PublicKey;
    vote: PublicKey;
    score: number;
    cap: bigint;
  };
  /** A validator with a bond. */
  member: {
    vote: PublicKey;
    /** Gets the bond back. */
    owner: PublicKey;
    /** The bond, in pool tokens in the vault. */
    tokens: bigint;
    /** Part of it that was asked back. */
    requested: bigint;
    /** Epoch in which more was asked back than before: the exit runs from it. */
    requestedEpoch: bigint;
    /** What it owes, in tokens to be burned. */
    debt: bigint;
    /** What it owes besides, in lamports, as long as that is too little to charge. */
    carriedLamports: bigint;
    /** Tokens that counted in `counted_epoch`. */
    counted: bigint;
    /** Tokens that count more in each epoch after that. */
    countedStep: bigint;
    countedEpoch: bigint;
    /** What the steward's sum of counted tokens has of it: what it has a use for, as of the last rating. */
    countedInSum: bigint;
    joinedEpoch: bigint;
    /** Epoch of the pool's last earning that was assessed. */
    assessedEpoch: bigint;
    /** Lamports lost in it that were charged. */
    assessedLost: bigint;
    /** First epoch for whose rewards `pledge` is the one. */
    pledgeEpoch: bigint;
    /** Last epoch in which its commission was too high at some look. */
    overEpoch: bigint;
    /** Slot of its last vote when it was found silent; u64::MAX when it was not. */
    silentSlot: bigint;
    /** A veto's first epoch. */
    vetoFrom: bigint;
    /** First epoch after a veto; 0 when there is none. */
    vetoUntil: bigint;
    /** Tokens that the steward's sum of vetoed tokens has of it. */
    vetoedTokens: bigint;
    /** Epoch of the last rating. */
    ratedEpoch: bigint;
    /** Mean of its last epochs against the cluster's, in parts per million. */
    performance: number;
    /**
     * Why it gets no stake, or no new stake, as bits: 1 closed vote account, 2 commission over the ceiling or the pledge, 4 owes more than its
     * bond, 8 bond too small for its stake, 16 vetoed, 32 poor votes, 64 silent, 128 leaving. Those take its stake; these only keep new
     * stake away: 256 votes under the mean, 512 no BLS key, 1,024 vote account holds too little, 2,048 vote account unreadable, 4,096
     * too few epochs known.
     */
    gates: number;
    /** Its score at the last rating. */
    score: number;
    /** The pledged commission from `pledge_changed_epoch` on, before `pledge_epoch`, in basis points. */
    pledgeBefore: number;
    /** The pledged commission, in basis points. */
    pledge: number;
    /** What a rating kept of its quality, in thousandths. */
    quality: number;
    /** Epochs in a row in which its commission was too high. */
    overRun: number;
    /** 0 free (nobody has the place), 1 member, 2 leaving (all of its bond was asked back). */
    status: number;
    /** The lowest pledged commission before `pledge_changed_epoch`, as far as that was not assessed then, in basis points. */
    pledgeEarlier: number;
    /** The commission that `quality` was found with, in basis points. */
    qualityCommission: number;
    /** Epoch in which the pledge was changed last. */
    pledgeChangedEpoch: bigint;
  };
  /** A member whose bond was burned whole is none any more. Emitted by `remove_member`. */
  memberRemoved: {
    steward: PublicKey;
    vote: PublicKey;
    /** Its place, which is free. */
    index: number;
  };
  /** The members of a steward. PDA of "members", steward. A header, then `count` records of fixed size. */
  members: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    /** Places in the list, free ones included. */
    count: number;
    steward: PublicKey;
    /** The records follow here: `count` of them, from 96 bytes into the account's data on, discriminator included, each of 272 bytes. */
    members: Types["member"][];
  };
  /**
   * Where a member stands in the list. PDA of "membership", steward, vote account; while it exists, the vote account cannot join
   * anew: what a bond could not pay stays with it, and so does a veto.
   */
  membership: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    /** Place in the list. */
    index: number;
    steward: PublicKey;
    vote: PublicKey;
    /** Who paid its rent, and gets it back. */
    rentPayer: PublicKey;
    /**
     * Of a validator that has left while it was vetoed, or once a veto of it was announced: the first epoch in which it may join again.
     * 0 while it is a member.
     */
    barredUntil: bigint;
  };
  /** A validator that left while it was vetoed may join again. Emitted by `close_membership`. */
  membershipClosed: {
    steward: PublicKey;
    vote: PublicKey;
  };
  /** Validators of an earlier manager were taken over. Emitted by `migrate`. */
  migrated: {
    steward: PublicKey;
    epoch: bigint;
    count: number;
    /** Whether they keep their stake still. */
    isGrace: boolean;
  };
  /** What one epoch was like for all stake of the cluster. */
  note: {
    epoch: bigint;
    /** Mean of the credits over all stake, in thousandths; 0 where it is unknown. */
    credits: bigint;
    /** What a lamport of stake earned before commission in the mean, in parts per trillion. */
    growth: bigint;
  };
  /** A member's two places. */
  place: {
    /** In the steward's list. */
    member: number;
    /** In the pool's list. */
    validator: number;
  };
  /** A validator promises another commission. Emitted by `set_pledge`. */
  pledgeChanged: {
    steward: PublicKey;
    vote: PublicKey;
    /** In basis points. */
    pledge: number;
    fromEpoch: bigint;
  };
  /** What a steward asks for. */
  policy: {
    /** Least bond to join with, in lamports that its tokens are worth. */
    minBond: bigint;
    /** What joining costs, in lamports; goes to the pool. */
    joinFee: bigint;
    /** Less than this is not charged yet but carried, in lamports. */
    leastDebt: bigint;
    /** Least balance of a vote account that gets new stake, in lamports. */
    minVoteBalance: bigint;
    /** Ratio of bonds to stake that is asked for where bonds abound, in parts per billion. */
    targetRatio: number;
    /** Ratio that is asked for where they are scarce, in parts per billion. */
    floorRatio: number;
    /** The list grows to at most so many places. A lower number frees none, and free places are still taken. */
    maxMembers: number;
    /** Largest part of what can be staked that one validator gets, in basis points. */
    share: number;
    /** The highest commission, in basis points. */
    commissionCeiling: number;
    /** What a validator may earn less than the cluster's mean without owing it, in basis points. */
    tolerance: number;
    /** Whether new stake needs a BLS key: 0 or 1. */
    requireBlsKey: number;
  };
  /** A [`Policy`] as an argument. */
  policyArgs: {
    /** Least bond to join with, in lamports that its tokens are worth. */
    minBond: bigint;
    /** What joining costs, in lamports; goes to the pool. */
    joinFee: bigint;
    /** Less than this is not charged yet but carried, in lamports. */
    leastDebt: bigint;
    /** Least balance of a vote account that gets new stake, in lamports. */
    minVoteBalance: bigint;
    /** Ratio of bonds to stake that is asked for where bonds abound, in parts per billion. */
    targetRatio: number;
    /** Ratio that is asked for where they are scarce, in parts per billion. */
    floorRatio: number;
    /** The list grows to at most so many places. A lower number frees none, and free places are still taken. */
    maxMembers: number;
    /** Largest part of what can be staked that one validator gets, in basis points. */
    share: number;
    /** The highest commission, in basis points. */
    commissionCeiling: number;
    /** What a validator may earn less than the cluster's mean without owing it, in basis points. */
    tolerance: number;
    /** Whether new stake needs a BLS key: 0 or 1. */
    requireBlsKey: number;
  };
  /** Emitted by `update_policy`. */
  policyUpdated: {
    steward: PublicKey;
    policy: Types["policyArgs"];
    /** First epoch in which it is in force. */
    fromEpoch: bigint;
  };
  /** Emitted by `rate`, once for all members that it names. */
  rated: {
    steward: PublicKey;
    epoch: bigint;
    /** Ratio of bonds to stake that was asked for, in parts per billion. */
    ratio: number;
    members: Types["ratedMember"][];
  };
  /** What a rating found. */
  ratedMember: {
    index: number;
    /** Parts per million of the cluster's mean. */
    performance: number;
    /** In thousandths. */
    quality: number;
    score: number;
    cap: bigint;
    /** Why it gets no stake, or no new stake: the bits of `Member.gates`. */
    gates: number;
  };
  /** Runs the validator set of one pool. PDA of "steward", pool. */
  steward: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    authorityBump: number;
    vaultBump: number;
    pool: PublicKey;
    /** The pool token. */
    mint: PublicKey;
    /** System account without data: the pool's validator manager, and the vault's authority. */
    authority: PublicKey;
    /** Token account with all bonds. */
    vault: PublicKey;
    members: PublicKey;
    policy: Types["policy"];
    /** In force from `policy_epoch` on, unless that is 0. */
    nextPolicy: Types["policy"];
    policyEpoch: bigint;
    /** Epoch in which it was first seen as the pool's validator manager; 0 before. */
    managedSince: bigint;
    /** Epoch in which it was first seen not to be that any more; 0 while it is. */
    dismissedEpoch: bigint;
    /** Block height at which the rewards that were noted last began to be paid: it tells them from older ones. */
    notedHeight: bigint;
    /** Tokens of all bonds. */
    bondTokens: bigint;
    /** Tokens of all bonds that count, as of each member's last rating. */
    countedTokens: bigint;
    /** Tokens of bonds that are vetoed. */
    vetoedTokens: bigint;
    /** First epoch of `policy`, unless that was the first. */
    policySince: bigint;
    /** What was tolerated before that below the cluster's mean, in basis points. */
    earlierTolerance: bigint;
    /** A ring: epoch `n` is at `n % 64`. */
    notes: Types["note"][];
  };
  /** A pool has a steward. Emitted by `create_steward`. */
  stewardCreated: {
    steward: PublicKey;
    pool: PublicKey;
    authority: PublicKey;
    policy: Types["policyArgs"];
  };
  /** A validator of the pool's that is no member. */
  validator: {
    /** Its place in the pool's list. */
    index: number;
    vote: PublicKey;
  };
  /** Emitted by `lift_veto`. */
  vetoLifted: {
    steward: PublicKey;
    vote: PublicKey;
  };
  /** Emitted by `veto`. */
  vetoed: {
    steward: PublicKey;
    vote: PublicKey;
    fromEpoch: bigint;
    untilEpoch: bigint;
    reason: string;
  };
  /** Emitted by `request_withdrawal`. */
  withdrawalRequested: {
    steward: PublicKey;
    vote: PublicKey;
    /** Asked back now, in all. */
    tokens: bigint;
    leaves: boolean;
    /** What the stake misses that idles for it. */
    idledLamports: bigint;
    /** What the bond owes, in tokens. */
    debt: bigint;
  };
}

/** How they lie in bytes: `name:type` for every field, in order; the names of its variants, after `=`, for a choice. */
export const TYPES: { readonly [name in keyof Types]: string } = {
  assessed: "steward:pubkey members:assessedMember[]",
  assessedMember: "index:u32 since:u64 epoch:u64 isKnown:bool commission:u64 uptime:u64 lost:u64 carried:u64 debt:u64",
  bondDeposited: "steward:pubkey vote:pubkey tokens:u64 bond:u64",
  bondWithdrawn: "steward:pubkey vote:pubkey tokens:u64 left:bool",
  covered: "steward:pubkey tokens:u64 debt:u64",
  epochNoted: "steward:pubkey epoch:u64 credits:u64 growth:u64 isManager:bool",
  joined: "steward:pubkey vote:pubkey index:u32 owner:pubkey tokens:u64 pledge:u16",
  listed: "steward:pubkey vote:pubkey score:u32 cap:u64",
  member: "vote:pubkey owner:pubkey tokens:u64 requested:u64 requestedEpoch:u64 debt:u64 carriedLamports:u64 counted:u64 countedStep:u64 countedEpoch:u64 countedInSum:u64 joinedEpoch:u64 assessedEpoch:u64 assessedLost:u64 pledgeEpoch:u64 overEpoch:u64 silentSlot:u64 vetoFrom:u64 vetoUntil:u64 vetoedTokens:u64 ratedEpoch:u64 performance:u32 gates:u32 score:u32 pledgeBefore:u16 pledge:u16 quality:u16 overRun:u8 status:u8 pledgeEarlier:u16 qualityCommission:u16 pledgeChangedEpoch:u64 _reserved:u64[3]",
  memberRemoved: "steward:pubkey vote:pubkey index:u32",
  members: "version:u8 bump:u8 _reservedBytes:u8[2] count:u32 steward:pubkey _reserved:u64[6] members:member[0]",
  membership: "version:u8 bump:u8 index:u32 steward:pubkey vote:pubkey rentPayer:pubkey barredUntil:u64",
  membershipClosed: "steward:pubkey vote:pubkey",
  migrated: "steward:pubkey epoch:u64 count:u32 isGrace:bool",
  note: "epoch:u64 credits:u64 growth:u64",
  place: "member:u32 validator:u32",
  pledgeChanged: "steward:pubkey vote:pubkey pledge:u16 fromEpoch:u64",
  policy: "minBond:u64 joinFee:u64 leastDebt:u64 minVoteBalance:u64 targetRatio:u32 floorRatio:u32 maxMembers:u32 share:u16 commissionCeiling:u16 tolerance:u16 requireBlsKey:u8 _reservedBytes:u8[5]",
  policyArgs: "minBond:u64 joinFee:u64 leastDebt:u64 minVoteBalance:u64 targetRatio:u32 floorRatio:u32 maxMembers:u32 share:u16 commissionCeiling:u16 tolerance:u16 requireBlsKey:u8",
  policyUpdated: "steward:pubkey policy:policyArgs fromEpoch:u64",
  rated: "steward:pubkey epoch:u64 ratio:u32 members:ratedMember[]",
  ratedMember: "index:u32 performance:u32 quality:u16 score:u32 cap:u64 gates:u32",
  steward: "version:u8 bump:u8 authorityBump:u8 vaultBump:u8 _reservedBytes:u8[4] pool:pubkey mint:pubkey authority:pubkey vault:pubkey members:pubkey policy:policy nextPolicy:policy policyEpoch:u64 managedSince:u64 dismissedEpoch:u64 notedHeight:u64 bondTokens:u64 countedTokens:u64 vetoedTokens:u64 policySince:u64 earlierTolerance:u64 _reserved:u64[6] notes:note[64]",
  stewardCreated: "steward:pubkey pool:pubkey authority:pubkey policy:policyArgs",
  validator: "index:u32 vote:pubkey",
  vetoLifted: "steward:pubkey vote:pubkey",
  vetoed: "steward:pubkey vote:pubkey fromEpoch:u64 untilEpoch:u64 reason:string",
  withdrawalRequested: "steward:pubkey vote:pubkey tokens:u64 leaves:bool idledLamports:u64 debt:u64",
};
