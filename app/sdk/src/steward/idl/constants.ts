// Made from steward.json by `npm run generate`; not to be edited.

/** Address that the program is published at. */
export const ADDRESS = "7CARCPTJw8iE821SaSLBRZLH68VZr9w4SYVPc5FPfdNp";
/** System account without data that is the pool's validator manager, and the vault's authority: "authority", steward. */
export const AUTHORITY = "authority";
/** Epochs from asking a bond back to its payment. */
export const EXIT_EPOCHS = 4n;
/** Epochs that validators of an earlier manager keep their stake. */
export const GRACE_EPOCHS = 10n;
/** Epochs of credits that a vote account needs to join. */
export const JOIN_EPOCHS = 10n;
/** The highest fee to join, in lamports. */
export const MAX_JOIN_FEE_LAMPORTS = 1000000000n;
/** The most members that a policy may allow. */
export const MAX_MEMBERS = 10000;
/** The highest ratio of bonds to stake that a policy may ask for, in parts per billion. */
export const MAX_RATIO_PPB = 100000000;
/** Longest reason of a veto, in bytes. */
export const MAX_REASON_BYTES = 128;
/** The most of all bonds that count that may be vetoed, in basis points. */
export const MAX_VETOED_BPS = 1000;
/** List of the members: "members", steward. */
export const MEMBERS = "members";
/** Where a member stands in the list: "membership", steward, vote account. */
export const MEMBERSHIP = "membership";
/** The least that a policy has to tolerate below the cluster's mean, in basis points. */
export const MIN_TOLERANCE_BPS = 50;
/** Epochs whose references are kept. */
export const NOTES = 64;
/** Epochs from a change of the policy to its force: longer than an exit. */
export const POLICY_EPOCHS = 5n;
/** A validator is silent when its last vote is older than an epoch's slots divided by this. */
export const SILENT_PART = 20n;
/** Steward: "steward", pool. */
export const STEWARD = "steward";
/** Token account with all bonds: "vault", steward. */
export const VAULT = "vault";
/** Epochs that a veto lasts. */
export const VETO_EPOCHS = 30n;
/** Epochs from a veto to its force. */
export const VETO_NOTICE_EPOCHS = 2n;
/** So many others of the same call have to have voted of late. */
export const WITNESSES = 3n;
/** A witness has voted within so many slots, or within the time that makes others silent where that is less. */
export const WITNESS_SLOTS = 150n;
