// A pool's steward, where it has one: what is due for it, and when its members are looked at once more.
import type { PublicKey } from "@solana/web3.js";
import type { ChainReader, Deployment, PoolSnapshot } from "@truestake/sdk";
import { fetchRound } from "@truestake/sdk/operators";
import { isLastLook, planSteward, stewardOf } from "@truestake/sdk/steward";
import type { Due } from "./plan";

/** Part of an epoch between two looks at members that are rated already: their vote accounts are 4 kB each. */
const LOOK_PARTS = 200n;

/** What a keeper remembers of a pool's steward. */
export class StewardWatch {
  private readonly keys: ReturnType<typeof stewardOf>;
  private lookedAt: bigint | undefined;
  /** Nothing closes a steward: one that has been seen is there. */
  private wasSeen = false;

  constructor(place: Deployment) {
    this.keys = stewardOf(place);
  }

  /** Most pools have none: that is a call without data. */
  private async isThere(reader: ChainReader): Promise<boolean> {
    if (this.wasSeen) return true;
    const { accounts } = await fetchRound(reader, [{ address: this.keys.steward, bytes: 0 }]);
    this.wasSeen = accounts[0]?.owner.equals(this.keys.programId) === true;
    return this.wasSeen;
  }

  /** What is due, in the order of its steps: the first of them. Nothing where the pool has no steward. */
  async due(reader: ChainReader, { pool, clock }: PoolSnapshot, payer: PublicKey): Promise<Due[]> {
    if (!(await this.isThere(reader))) return [];
    const { slot, slotsInEpoch } = clock;
    const isLate = this.lookedAt === undefined || slot >= this.lookedAt + slotsInEpoch / LOOK_PARTS;
    // Shortly before the moving part, and in it: what was found since then moves stake in the same epoch.
    const looksAgain = isLastLook({ pool, clock }) && isLate;
    const found = await planSteward(reader, this.keys, { payer, looksAgain });
    const hasLooked = looksAgain && found.every(({ step }) => step === "rate");
    if (hasLooked) this.lookedAt = slot;
    return found.map(({ step, reason, ...batch }) => ({
      ...{ ...batch, crank: "steward" as const, records: [], reason: `${step}: ${reason}` },
    }));
  }
}
