// Made from steward.json by `npm run generate`; not to be edited.

/** Discriminators of the program's events, in hexadecimal. */
export const EVENTS = {
  Assessed: "d570d60651302c5d",
  BondDeposited: "d2952fe84880f899",
  BondWithdrawn: "6fc09ae73a738267",
  Covered: "85abad5a5de8b25e",
  EpochNoted: "6493852d8f0ed5df",
  Joined: "10142c3084bd4462",
  Listed: "f3ad88c37df10c63",
  MemberRemoved: "fa420371a10a3b27",
  MembershipClosed: "a32623d75daef60a",
  Migrated: "0242a4359e7a80ec",
  PledgeChanged: "a9234f66e999f509",
  PolicyUpdated: "e17070435fecf5a1",
  Rated: "4ad84f9cc9c3d5ac",
  StewardCreated: "908aefacd1dc3f40",
  VetoLifted: "7a1592d100ce7de8",
  Vetoed: "440cae30e27e5638",
  WithdrawalRequested: "4bcf150ca0669637",
} as const;
