import { InProcessChain, type InProcessOptions } from "@truestake/localnet";
import { DEFAULTS } from "./defaults";
import { ENVIRONMENT } from "./environment";

/** A chain without our program, of the kind that the tests run on. */
export function newChain(options: InProcessOptions = {}): InProcessChain {
  return new InProcessChain({ ...ENVIRONMENT, slotsPerEpoch: DEFAULTS.slotsPerEpoch, ...options });
}
