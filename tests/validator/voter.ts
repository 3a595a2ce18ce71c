// Votes with a vote account as a validator does: for every block, from the hashes that the chain itself has, with a tower of its own.
import { setTimeout as pause } from "node:timers/promises";
import {
  type Connection,
  type Keypair,
  type PublicKey,
  SYSVAR_SLOT_HASHES_PUBKEY,
  Transaction,
  TransactionInstruction,
  VoteProgram,
} from "@solana/web3.js";

/** Instruction of the vote program: the one that Agave 4 still takes votes by. */
const TOWER_SYNC = 14;
/** Votes that a tower holds; the oldest becomes the root, and earns. */
const TOWER_VOTES = 31;
const HASH_BYTES = 32;
const ENTRY_BYTES = 8 + HASH_BYTES;
/** Of the 512 hashes so many are read: more than blocks pass between two looks. */
const ENTRIES_READ = 64;
const POLL_MILLISECONDS = 20;
/** The node tells of each slot that begins; should it not, a look comes after so long. */
const QUIET_MILLISECONDS = 400;
/** A blockhash is good for 150 blocks; so many votes are sent with one. */
const VOTES_PER_BLOCKHASH = 20;

interface Vote {
  slot: bigint;
  confirmations: number;
}

interface Block {
  slot: bigint;
  hash: Buffer;
}

/** The votes of a validator that votes for one fork only. */
export class Tower {
  readonly votes: Vote[] = [];
  root: bigint | undefined;

  vote(slot: bigint): void {
    const { votes } = this;
    // Each confirmation doubles how long a vote binds.
    while ((votes.at(-1)?.slot ?? slot) + 2n ** BigInt(votes.at(-1)?.confirmations ?? 0) < slot) votes.pop();
    if (votes.length === TOWER_VOTES) this.root = votes.shift()?.slot;
    votes.push({ slot, confirmations: 1 });
    for (const [place, vote] of votes.entries()) {
      if (votes.length > place + vote.confirmations) vote.confirmations++;
    }
  }
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

/** Seven bits a byte, the lowest first. */
function variable(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if (rest < 0x80n) return Buffer.from([...bytes, low]);
    bytes.push(low | 0x80);
  }
}

/** Tells a vote account the whole tower, whose newest vote is for `hash`, at a Unix time in seconds. */
export function towerSync(
  vote: PublicKey,
  voter: PublicKey,
  { votes, root }: Tower,
  hash: Buffer,
  seconds: bigint,
): TransactionInstruction {
  const distances = votes.map(({ slot }, place) => slot - (votes[place - 1]?.slot ?? root ?? 0n));
  const type = Buffer.alloc(4);
  type.writeUInt32LE(TOWER_SYNC);
  const data = Buffer.concat([
    ...[type, u64(root ?? 0xffff_ffff_ffff_ffffn), Buffer.from([votes.length])],
    ...votes.flatMap(({ confirmations }, place) => [variable(distances[place] ?? 0n), Buffer.from([confirmations])]),
    ...[hash, Buffer.from([1]), u64(seconds)],
    // The block's own hash tells nodes of duplicate blocks; the program does not look at it.
    Buffer.alloc(HASH_BYTES),
  ]);
  const keys = [
    { pubkey: vote, isSigner: false, isWritable: true },
    { pubkey: voter, isSigner: true, isWritable: false },
  ];
  return new TransactionInstruction({ programId: VoteProgram.programId, keys, data });
}

/** Votes for every block from its start until it is stopped. */
export class Voter {
  private readonly tower = new Tower();
  private isStopped = false;
  private readonly ended: Promise<void>;
  private blockhash = "";
  private sent = 0;

  constructor(
    private readonly connection: Connection,
    private readonly vote: PublicKey,
    /** May vote with it, and pays. */
    private readonly voter: Keypair,
  ) {
    this.ended = this.run();
    // Told by stop().
    this.ended.catch(() => undefined);
  }

  /** The blocks that the newest one which was processed has before it, the newest first. */
  private async blocks(): Promise<Block[]> {
    const dataSlice = { offset: 8, length: ENTRIES_READ * ENTRY_BYTES };
    const options = { commitment: "processed", dataSlice } as const;
    const account = await this.connection.getAccountInfo(SYSVAR_SLOT_HASHES_PUBKEY, options);
    const data = account?.data ?? Buffer.alloc(0);
    const count = Math.floor(data.length / ENTRY_BYTES);
    return Array.from({ length: count }, (_, place) => data.subarray(place * ENTRY_BYTES, (place + 1) * ENTRY_BYTES))
      .map((entry) => ({ slot: entry.readBigUInt64LE(0), hash: entry.subarray(8) }))
      .filter(({ slot }) => slot > 0n);
  }

  private async run(): Promise<void> {
    const { connection } = this;
    let slotBegins = (): void => undefined;
    const listener = connection.onSlotChange(() => slotBegins());
    try {
      while (!this.isStopped) {
        const begun = new Promise<void>((resolve) => {
          slotBegins = resolve;
        });
        const hasVoted = await this.voteForNew();
        await (hasVoted ? Promise.race([begun, pause(QUIET_MILLISECONDS)]) : pause(POLL_MILLISECONDS));
      }
    } finally {
      await connection.removeSlotChangeListener(listener);
    }
  }

  /** Votes for the blocks that have come since the last vote; whether there are any. */
  private async voteForNew(): Promise<boolean> {
    const blocks = await this.blocks();
    const last = this.tower.votes.at(-1)?.slot ?? 0n;
    const fresh = blocks.filter(({ slot }) => slot > last).reverse();
    const newest = fresh.at(-1);
    if (!newest) return false;
    for (const { slot } of fresh) this.tower.vote(slot);
    await this.send(newest.hash);
    return true;
  }

  private async send(hash: Buffer): Promise<void> {
    const { connection, vote, voter, tower } = this;
    if (this.sent++ % VOTES_PER_BLOCKHASH === 0) {
      ({ blockhash: this.blockhash } = await connection.getLatestBlockhash("confirmed"));
    }
    const transaction = new Transaction({
      feePayer: voter.publicKey,
      blockhash: this.blockhash,
      lastValidBlockHeight: 0,
    });
    transaction.add(towerSync(vote, voter.publicKey, tower, hash, BigInt(Math.floor(Date.now() / 1_000))));
    transaction.sign(voter);
    await connection.sendRawTransaction(transaction.serialize(), { skipPreflight: true, maxRetries: 0 });
  }

  /** Votes no more. Throws what has kept it from voting. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.ended;
  }
}
