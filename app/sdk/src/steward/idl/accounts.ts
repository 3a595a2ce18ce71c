// Made from steward.json by `npm run generate`; not to be edited.

/** Discriminators of the program's accounts, in hexadecimal. */
export const ACCOUNTS = {
  Members: "12f9337ef0f27c75",
  Membership: "e78db4626da8afa6",
  Steward: "eecb665af431aabd",
} as const;
