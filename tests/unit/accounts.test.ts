// Every account of every instruction, swapped for a wrong one.
import idl from "../../artifacts/truestake.json";
import { testSwaps } from "../common/accountSwaps";
import { ALLOWED, TABLE } from "./accounts.table";
import { BASES, given } from "./bases";

describe("[class-1] [lesson-a] the accounts of", () => {
  const remaining = { update_validators: 3, settle_tickets: 1, check_backing: 4 };
  testSwaps({ idl, given, bases: BASES, table: TABLE, allowed: ALLOWED, remaining });
});
