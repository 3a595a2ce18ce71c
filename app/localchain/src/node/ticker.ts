import type { InProcessChain } from "../inProcess/chain";

/** Validators' votes are written down every so many slots; one that is silent for 128 is delinquent. */
const SLOTS_PER_VOTE = 16n;

/** What else happens as time passes: rewards at an epoch's end, for instance. */
export type EpochEnded = () => void;

/** Lets slots pass in real time. */
export class Ticker {
  private timer: NodeJS.Timeout | undefined;
  private next = 0;
  private voted = 0n;

  constructor(
    private readonly chain: InProcessChain,
    /** Of a slot; with 0 time stands still until a method moves it. */
    private milliseconds: number,
    private readonly onEpoch: EpochEnded,
  ) {}

  get slotMilliseconds(): number {
    return this.milliseconds;
  }

  start(milliseconds = this.milliseconds): void {
    this.stop();
    this.milliseconds = milliseconds;
    if (milliseconds === 0) return;
    this.next = Date.now() + milliseconds;
    this.timer = setInterval(() => this.catchUp(), milliseconds);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Lets slots pass, with the votes and the rewards that belong to them. */
  advance(slots: bigint): void {
    const { chain } = this;
    let left = slots;
    for (;;) {
      const toBoundary = (chain.epoch + 1n) * chain.slotsPerEpoch - chain.slot;
      if (left < toBoundary) break;
      left -= toBoundary;
      this.passEpoch();
    }
    if (left > 0n) chain.advanceSlots(left);
    if (chain.slot - this.voted < SLOTS_PER_VOTE) return;
    this.voted = chain.slot;
    chain.vote();
  }

  /** Lets slots pass in which no block is made, and one with a block. */
  skip(slots: bigint): void {
    const { blocks, slot } = this.chain;
    blocks.skip(slot + 1n, slot + slots);
    this.advance(slots + 1n);
  }

  /** Goes to the first slot of the next epoch. */
  passEpoch(): void {
    this.chain.passEpochs(1);
    this.onEpoch();
  }

  /** A busy machine runs a timer late: the slots that are due pass one after another. */
  private catchUp(): void {
    const late = Date.now() - this.next;
    if (late < 0) return;
    const due = 1 + Math.floor(late / this.milliseconds);
    this.next += due * this.milliseconds;
    for (let slot = 0; slot < due; slot++) this.advance(1n);
  }
}
