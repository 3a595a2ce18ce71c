// Made from truestake.json by `npm run generate`; not to be edited.

/** Discriminators of the program's accounts, in hexadecimal. */
export const ACCOUNTS = {
  LiquidityPool: "42261140bc504481",
  Pool: "f19a6d0411b16dbc",
  PriceHistory: "26f128132ae45d98",
  Ticket: "29e418a54e5aebc8",
  TicketQueue: "d063bf9fc6749b9a",
  ValidatorList: "83b57d7f2e2428a7",
  ValidatorMark: "8e46fac573622a96",
} as const;
