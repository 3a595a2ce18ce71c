import type { Owed } from "./table";

/** What the documentation in lib.rs still has to name. It only ever gets shorter. */
export const OWED: Owed = { add_liquidity: ["NoPrice"] };
