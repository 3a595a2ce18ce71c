import { VERSION } from "../node/node";
import type { Method } from "./method";

/** Of the Agave whose answers these are like. */
export const getVersion: Method = () => ({ "feature-set": 0, "solana-core": VERSION });
