import { SURVIVORS } from "../survivors/truestake";
import type { Target } from "./target";

export const TRUESTAKE: Target = {
  name: "truestake",
  title: "The pool's program",
  arithmetic: {
    crate: "truestake-math",
    tests: /^(?:vectors|random|lives\/\w+)\.rs$/,
    features: ["borsh"],
    needs: 'borsh = { version = "1", default-features = false }',
  },
  besides: [],
  tests: {
    folders: ["tests/unit", "tests/attacks", "tests/flows", "tests/assumptions", "tests/model", "app/sdk/test"],
    accounts: { file: "tests/unit/accounts.test.ts", words: "the accounts of" },
    others: ["tests/flows/compute.test.ts", "tests/flows/scale.test.ts", "tests/unit/coverage.test.ts"],
  },
  survivors: SURVIVORS,
};
