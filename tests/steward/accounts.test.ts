// Every account of every instruction of the steward, swapped for a wrong one.
import idl from "../../artifacts/steward.json";
import { testSwaps } from "../common/accountSwaps";
import { ALLOWED, TABLE } from "./accounts.table";
import { BASES, given } from "./bases";

describe("[class-1] [lesson-a] the accounts of the steward's", () => {
  const remaining = { rate: 1, assess: 1, migrate: 1 };
  testSwaps({ idl, given, bases: BASES, table: TABLE, allowed: ALLOWED, remaining });
});
