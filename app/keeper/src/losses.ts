// Losses within an epoch: nobody tells of them, so a keeper looks at the stake accounts, a part of them at a time.
import { type ChainReader, isFresh, type PoolSnapshot, type ValidatorRecord } from "@truestake/sdk";
import { fetchFallen } from "@truestake/sdk/operators";

/** Validators of one look at least: about as many as one call of a node answers. */
const LEAST = 100;

/** Which validators have lost stake since they were measured, as far as this keeper has looked. */
export class Losses {
  /** Place in the list where the next look begins. */
  private next = 0;
  private lookedAt: number | undefined;
  /** Vote accounts of those that had fallen when they were looked at last. */
  private known = new Set<string>();

  /** `within`: milliseconds in which all validators are looked at once. */
  constructor(private readonly within: number) {}

  /**
   * Looks at what comes next in the list, as much as the time since the last look asks for, and again at what had fallen: all that has
   * fallen and is not measured yet. None while the price is not of this epoch: its update measures everything anyway.
   */
  async look(reader: ChainReader, snapshot: PoolSnapshot, now: number): Promise<ValidatorRecord[]> {
    if (!isFresh(snapshot)) return [];
    const { count } = snapshot.validators;
    const elapsed = this.lookedAt === undefined ? 0 : now - this.lookedAt;
    const size = Math.min(count, Math.max(LEAST, Math.ceil((count * elapsed) / this.within)));
    const places = new Set(Array.from({ length: size }, (_, at) => (this.next + at) % count));
    const isWanted = ({ index, vote }: ValidatorRecord) => places.has(index) || this.known.has(vote.toBase58());
    const fallen = await this.fallenOf(reader, snapshot, isWanted);
    this.lookedAt = now;
    this.next = count === 0 ? 0 : (this.next + size) % count;
    return fallen;
  }

  /** Looks again at what had fallen, and at nothing else. */
  async lookAgain(reader: ChainReader, snapshot: PoolSnapshot): Promise<ValidatorRecord[]> {
    if (this.known.size === 0 || !isFresh(snapshot)) return [];
    return this.fallenOf(reader, snapshot, ({ vote }) => this.known.has(vote.toBase58()));
  }

  private async fallenOf(
    reader: ChainReader,
    snapshot: PoolSnapshot,
    isWanted: (record: ValidatorRecord) => boolean,
  ): Promise<ValidatorRecord[]> {
    const records = snapshot.validators.records().filter(isWanted);
    const fallen = await fetchFallen(reader, snapshot, { records });
    this.known = new Set(fallen.map(({ vote }) => vote.toBase58()));
    return fallen;
  }
}
