import assert from "node:assert/strict";
import path from "node:path";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import {
  Authorized,
  ComputeBudgetProgram,
  Keypair,
  Lockup,
  type PublicKey,
  type Signer,
  StakeProgram,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import {
  type Snapshot as ChainState,
  type InProcessChain,
  type InProcessOptions,
  type LandedTransaction,
  signTransaction,
} from "@truestake/localnet";
import { deployment, instructions, type PoolConfig, PROGRAM_ID } from "@truestake/sdk";
import { assertNamedOnly } from "./allowedChanges";
import { newChain } from "./chain";
import { DEFAULTS } from "./defaults";
import { errorName } from "./errors";
import { eventsIn, type TestEvent } from "./events";
import type { Changes } from "./fields";
import { TestPool } from "./pool";
import { assertUnchanged, flat, Snapshot } from "./snapshot";

const COMPUTE_UNITS = 1_400_000;

/** What came of a transaction. */
export interface Sent {
  logs: string[];
  units: bigint;
  events: TestEvent[];
  /** Name of what stopped it. */
  error: string | undefined;
  landed: LandedTransaction | undefined;
}

/** What a transaction that went well did. */
export interface Done extends Sent {
  landed: LandedTransaction;
  /** Every field that changed, but for the fee payer's fee. */
  changes: Changes;
  /** The one event of our program; fails when there is another number of them. */
  event: TestEvent;
}

/** What a stake account holds, and who may withdraw from it when. */
export interface StakeOptions {
  /** Lamports beside stake and rent. */
  loose?: bigint;
  /** Locked up until the end of this epoch. */
  lockedUntilEpoch?: number;
  /** May withdraw, if not the owner. */
  withdrawer?: PublicKey;
}

export type PoolOptions = Partial<Omit<PoolConfig, "admin" | "validatorManager" | "guardian" | "treasury">> & {
  /** A validator for each score, ready in the list. */
  scores?: number[];
  /** Whether the treasury's token account exists; it does if not said otherwise. */
  treasury?: boolean;
  rewardFee?: number;
};

/** What the chain is like; `programs` come beside ours. */
export type ContextOptions = InProcessOptions;

/** A chain with the program, somebody who pays fees, and a state to begin every test from. */
export class TestContext {
  readonly chain: InProcessChain;
  readonly payer = Keypair.generate();
  private readonly names = new Map<string, string>();

  constructor({ programs = [], ...options }: ContextOptions = {}) {
    this.chain = newChain({
      programs: [{ address: PROGRAM_ID, file: path.resolve(__dirname, "../../artifacts/truestake.so") }, ...programs],
      ...options,
    });
    this.chain.setLamports(this.payer.publicKey, 1_000_000n * 1_000_000_000n);
  }

  /** Names an account in {@link Changes}. */
  name(address: PublicKey, name: string): PublicKey {
    this.names.set(address.toBase58(), name);
    return address;
  }

  nameOf = (address: string): string => this.names.get(address) ?? address;

  keypair(name: string, lamports: bigint = DEFAULTS.userLamports): Keypair {
    const keypair = Keypair.generate();
    if (lamports > 0n) this.chain.setLamports(keypair.publicKey, lamports);
    this.name(keypair.publicKey, name);
    return keypair;
  }

  /** Sends instructions; the payer pays the fee. What is refused changes nothing else. */
  send(sent: TransactionInstruction | TransactionInstruction[], signers: Signer[] = []): Sent {
    return this.compared(sent, signers)[0];
  }

  /** Sends instructions that go well. */
  done(sent: TransactionInstruction | TransactionInstruction[], signers: Signer[] = []): Done {
    const [result, changes] = this.compared(sent, signers);
    const { landed, events } = result;
    assert(landed && result.error === undefined, `${result.error}\n${result.logs.join("\n")}`);
    return {
      ...result,
      landed,
      changes: flat(changes, this.nameOf),
      get event() {
        assert.equal(events.length, 1, `one event, not ${events.map(({ name }) => name)}`);
        return events[0] as TestEvent;
      },
    };
  }

  /** Sends instructions that are refused with this error and change nothing. */
  refused(sent: TransactionInstruction | TransactionInstruction[], signers: Signer[], error: string): void {
    const result = this.send(sent, signers);
    assert.equal(result.error, error, `expected ${error}, got ${result.error}\n${result.logs.join("\n")}`);
  }

  /** Sends instructions; with what changed. P-12: a failed transaction takes its fee and nothing else. */
  private compared(
    sent: TransactionInstruction | TransactionInstruction[],
    signers: Signer[],
  ): [Sent, ReadonlyMap<string, Changes>] {
    const instructions = Array.isArray(sent) ? sent : [sent];
    const transaction = this.transaction(instructions);
    signTransaction(transaction, [this.payer, ...signers]);
    const before = this.snapshotFor(instructions);
    const balance = this.chain.balance(this.payer.publicKey);
    const landed = this.chain.process(transaction);
    const changes = before.changes();
    if (!("rejected" in landed) && landed.err === null) {
      const { logs, units } = landed;
      assertNamedOnly(instructions, changes);
      return [{ logs, units, events: eventsIn(logs), error: undefined, landed }, changes];
    }
    assertUnchanged(changes, this.nameOf);
    const fee = "rejected" in landed ? 0n : landed.fee;
    assert.equal(this.chain.balance(this.payer.publicKey), balance - fee, "the payer pays the fee");
    if ("rejected" in landed) {
      return [{ logs: [], units: 0n, events: [], error: landed.rejected, landed: undefined }, changes];
    }
    const { logs, units, err } = landed;
    return [{ logs, units, events: eventsIn(logs), error: errorName(err, logs), landed }, changes];
  }

  /** What an instruction returns that changes nothing. */
  view(instruction: TransactionInstruction): Buffer {
    const { err, logs, returnData } = this.chain.simulate(this.transaction([instruction]), { verifySignatures: false });
    assert(err === null && returnData, logs.join("\n"));
    return returnData.data;
  }

  private snapshotFor(instructions: readonly TransactionInstruction[]): Snapshot {
    const addresses = new Map<string, PublicKey>();
    for (const { keys } of instructions) for (const { pubkey } of keys) addresses.set(pubkey.toBase58(), pubkey);
    addresses.delete(this.payer.publicKey.toBase58());
    return new Snapshot((address) => this.chain.account(address), addresses.values());
  }

  private transaction(instructions: readonly TransactionInstruction[]): VersionedTransaction {
    const message = new TransactionMessage({
      payerKey: this.payer.publicKey,
      recentBlockhash: this.chain.newBlockhash().blockhash,
      instructions: [ComputeBudgetProgram.setComputeUnitLimit({ units: COMPUTE_UNITS }), ...instructions],
    });
    return new VersionedTransaction(message.compileToV0Message());
  }

  /** A stake account of `owner`, delegated to `vote` from this epoch on; without stake it is initialized only. */
  stakeAccount(owner: Keypair, vote: PublicKey, stake: bigint, options: StakeOptions = {}): PublicKey {
    const { loose = 0n, lockedUntilEpoch = 0, withdrawer = owner.publicKey } = options;
    const account = Keypair.generate();
    const stakePubkey = this.name(account.publicKey, "stake account");
    const authorizedPubkey = owner.publicKey;
    this.done(
      [
        SystemProgram.createAccount({
          fromPubkey: this.payer.publicKey,
          newAccountPubkey: stakePubkey,
          lamports: Number(this.chain.rentFor(200n) + stake),
          space: 200,
          programId: StakeProgram.programId,
        }),
        StakeProgram.initialize({
          stakePubkey,
          authorized: new Authorized(authorizedPubkey, withdrawer),
          lockup: new Lockup(0, lockedUntilEpoch, this.payer.publicKey),
        }),
        ...(stake > 0n ? StakeProgram.delegate({ stakePubkey, authorizedPubkey, votePubkey: vote }).instructions : []),
      ],
      stake > 0n ? [account, owner] : [account],
    );
    if (loose > 0n) this.chain.donate(stakePubkey, loose);
    return stakePubkey;
  }

  /** A pool as the tests want it: its treasury exists, and its validators are listed. */
  createTestPool({ scores = [], treasury: hasTreasury = true, ...options }: PoolOptions = {}): TestPool {
    const creator = this.keypair("creator");
    const mint = this.keypair("mint", 0n);
    const [admin, manager, guardian] = [this.keypair("admin"), this.keypair("manager"), this.keypair("guardian")];
    const owner = Keypair.generate().publicKey;
    const treasury = getAssociatedTokenAddressSync(mint.publicKey, owner, true);
    const config: PoolConfig = {
      seedLamports: DEFAULTS.seedLamports,
      admin: admin.publicKey,
      validatorManager: manager.publicKey,
      guardian: guardian.publicKey,
      treasury,
      rewardFee: DEFAULTS.fees.reward,
      depositFee: DEFAULTS.fees.deposit,
      withdrawalFee: DEFAULTS.fees.withdrawal,
      ticketFee: DEFAULTS.fees.ticket,
      referralShare: DEFAULTS.fees.referralShare,
      depositCap: DEFAULTS.depositCap,
      reserveBuffer: DEFAULTS.reserveBuffer,
      maxValidatorShare: DEFAULTS.maxValidatorShare,
      maxMove: DEFAULTS.maxMove,
      movingPart: DEFAULTS.movingPart,
      ...options,
    };
    const pool = new TestPool(this, deployment({ mint: mint.publicKey }), config, { admin, manager, guardian }, owner);
    const { publicKey } = creator;
    this.done(
      [
        instructions.createPool({ creator: publicKey, pool: deployment({ mint: mint.publicKey }), config }),
        instructions.growHistory({ pool: pool.deployment, payer: publicKey }),
        instructions.growHistory({ pool: pool.deployment, payer: publicKey }),
      ],
      [creator, mint],
    );
    if (hasTreasury) pool.openTreasury();
    for (const score of scores) pool.addValidator(score);
    return pool;
  }
}

/** A state that is made once and that every test begins from. */
export function fixture<T extends { context: TestContext }>(make: () => T): () => T {
  let made: T | undefined;
  let state: ChainState | undefined;
  return () => {
    if (made && state) {
      made.context.chain.rewind(state);
      return made;
    }
    made = make();
    state = made.context.chain.snapshot();
    return made;
  };
}

/** States kept by {@link fixtures}: tests that use the same one mostly come one after another. */
const KEPT_STATES = 2;

/** States that differ by what they are made of. Two of the same are the same chain, so the first is gone when the second begins. */
export function fixtures<Options, T extends { context: TestContext }>(
  make: (options: Options) => T,
): (options: Options) => T {
  const kept = new Map<string, () => T>();
  return (options) => {
    const key = JSON.stringify(options, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
    const begin = kept.get(key) ?? fixture(() => make(options));
    // The one used last comes last.
    kept.delete(key);
    kept.set(key, begin);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_STATES && oldest !== undefined) kept.delete(oldest);
    return begin();
  };
}
