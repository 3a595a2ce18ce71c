import { SURVIVORS } from "../survivors/steward";
import type { Target } from "./target";

export const STEWARD: Target = {
  name: "steward",
  title: "The steward",
  // What it shares with the pool, crates/truestake-math, is judged with the pool.
  arithmetic: { crate: "steward-math", tests: /^$/, features: [], needs: "" },
  besides: ["crates/truestake-math", "idls/truestake.json"],
  tests: {
    folders: ["tests/steward"],
    accounts: { file: "tests/steward/accounts.test.ts", words: "the accounts of the steward's" },
    others: ["tests/steward/compute.test.ts", "tests/steward/scale.test.ts"],
  },
  survivors: SURVIVORS,
};
