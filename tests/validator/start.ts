// Validators with blocks of a twentieth of a second, and what is loaded on them.
import path from "node:path";
import { ValidatorChain, type ValidatorOptions } from "@truestake/localnet";
import { PROGRAM_ID } from "@truestake/sdk";
import { STEWARD_PROGRAM_ID } from "@truestake/sdk/steward";
import { ensureValidator } from "../../toolchain/validator";
import { metadataProgram } from "../common/tokenMetadata";

export const root = path.resolve(__dirname, "../..");
export const STEWARD = { address: STEWARD_PROGRAM_ID, file: path.join(root, "artifacts/steward.so") };
export const TRUESTAKE = { address: PROGRAM_ID, file: path.join(root, "artifacts/truestake.so") };

/** A validator of one's own, to be closed by `closeChain`. */
export async function startChain(options: Omit<ValidatorOptions, "binary">): Promise<ValidatorChain> {
  return ValidatorChain.start({ binary: await ensureValidator(), ticksPerSlot: 8, ...options });
}

/** Enough for late votes not to stop the chain; a lost one still can, rarely (see `ValidatorOptions`). */
export const SLOTS = 128;

/** The one that most tests here share: epochs of eight seconds and three vote accounts, of which only the first earns. */
export function startShared(): Promise<ValidatorChain> {
  return startChain({ programs: [TRUESTAKE, metadataProgram()], slotsPerEpoch: SLOTS, voteAccounts: 2 });
}
