import fs from "node:fs";
import path from "node:path";
import {
  type AccountInfo,
  Connection,
  Keypair,
  PublicKey,
  type Signer,
  SYSVAR_CLOCK_PUBKEY,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
  VoteInit,
  VoteProgram,
} from "@solana/web3.js";
import { VOTE_ACCOUNT_BYTES } from "../inProcess/vote";
import type { LocalChain } from "../localChain";
import { calm } from "./calm";
import { freePortRange } from "./ports";
import { GuardedProcess, type LoggedProcess, OthersProcess } from "./process";

const EPOCH_REWARDS = new PublicKey("SysvarEpochRewards1111111111111111111111111");

const PORTS = 64;
const [RPC, FAUCET, GOSSIP, DYNAMIC] = [0, 2, 3, 4];
/** Another may take a port between our look and the validator's. */
const START_ATTEMPTS = 3;
const PORT_TAKEN = /address (already )?in use|AddrInUse|unable to bind/i;
const START_MILLISECONDS = 60_000;
/** Of a transaction, and of an epoch beyond the time that its slots take: a busy machine is slow. */
const PATIENCE_MILLISECONDS = 120_000;
const POLL_MILLISECONDS = 100;
const MILLISECONDS_PER_TICK = 6.25;

export interface ValidatorOptions {
  /** Path of a solana-test-validator. */
  binary: string;
  /** Programs to load at genesis: address and file. */
  programs?: { address: PublicKey; file: string }[];
  /** Accounts to begin with, of another chain for instance: `InProcessChain.accountsOf` has them in this form. */
  accounts?: { pubkey: PublicKey; account: AccountInfo<Buffer> }[];
  /** Of JSON-RPC; websockets have the next one. Free ones if not given. */
  port?: number;
  /**
   * At least 32; 64 if not given. Who leads in an epoch is known once a block of the epoch before is final, 32 votes later: where
   * votes come late, as on a busy machine, a chain of 32 slots an epoch stops for good. A vote that is lost comes again after 100
   * blocks: from 140 slots on that, too, stops nothing.
   */
  slotsPerEpoch?: number;
  /** A slot takes 6.25 ms a tick: 64, the default, are 400 ms as on mainnet. */
  ticksPerSlot?: number;
  /** Vote accounts beside the validator's own. Nobody votes with them: stake on them is active and earns nothing. */
  voteAccounts?: number;
  /** Features of the runtime that the chain does without; all others that the validator knows are active from the beginning. */
  inactiveFeatures?: readonly PublicKey[];
}

/** What a vote account is made with. */
export interface VoteAccountOptions {
  /** Commission in per cent; 5 if not given. */
  commission?: number;
  /** Identity of the node that leads for its stake; one that runs nowhere if not given, and where it should lead no block comes. */
  identity?: Keypair;
  /** Votes with it, and pays for its votes; the identity if not given. */
  voter?: PublicKey;
}

/** What another process on this machine needs to use a validator, as JSON. */
export interface ValidatorReference {
  url: string;
  /** Secret key of the one that has everything. */
  faucet: number[];
  /** Vote accounts, the validator's own first. */
  votes: string[];
  /** How long an epoch takes on a machine that keeps up. */
  epochMilliseconds: number;
  /** Its process, and the folder with its ledger and its log. */
  pid: number;
  folder: string;
}

/** Time on the chain, all of one moment. */
export interface ChainTime {
  slot: bigint;
  epoch: bigint;
  /** Whether the epoch's rewards are being paid out. */
  rewardsActive: boolean;
}

/**
 * A solana-test-validator with short epochs: real time, votes and rewards.
 *
 * Only its own vote account, the first of {@link voteAccounts}, earns: the others do not vote, and have no BLS key, without
 * which SIMD-0357 pays nothing. Stake becomes active at the next epoch as long as
 * no more than 9 % of the 1,000,000 SOL that the validator itself has staked are on the way.
 *
 * **Its RPC and websocket ports are open on all interfaces**; there is no option for that.
 */
export class ValidatorChain implements LocalChain {
  readonly connection: Connection;
  /** Has everything that the chain begins with, and pays for what this class does. */
  readonly faucet: Keypair;
  private readonly made: PublicKey[] = [];
  private own: PublicKey | undefined;

  private constructor(
    private readonly validator: LoggedProcess,
    readonly url: string,
    faucet: Keypair,
    private readonly epochMilliseconds: number,
  ) {
    this.faucet = faucet;
    this.connection = new Connection(url, "confirmed");
  }

  /** Starts a chain, and waits until it makes blocks and has its vote accounts. */
  static async start(options: ValidatorOptions): Promise<ValidatorChain> {
    for (let attempt = 1; ; attempt++) {
      const chain = await ValidatorChain.spawn(options);
      try {
        await chain.begin();
        for (let made = 0; made < (options.voteAccounts ?? 0); made++) await chain.createVoteAccount();
        return chain;
      } catch (error) {
        const retry = PORT_TAKEN.test(chain.validator.tail()) && attempt < START_ATTEMPTS;
        const log = retry ? "" : chain.keepLog();
        await chain.close();
        if (!retry)
          throw new Error(`solana-test-validator did not start: ${(error as Error).message}\nIts log: ${log}`);
      }
    }
  }

  /** A validator that another process has started: {@link close} leaves it running. */
  static join({ url, faucet, votes, epochMilliseconds, pid, folder }: ValidatorReference): ValidatorChain {
    const key = Keypair.fromSecretKey(Uint8Array.from(faucet));
    const chain = new ValidatorChain(new OthersProcess(folder, pid), url, key, epochMilliseconds);
    const [own, ...made] = votes.map((vote) => new PublicKey(vote));
    chain.own = own;
    chain.made.push(...made);
    return chain;
  }

  /** For {@link join}, as long as this process keeps it running. */
  async reference(): Promise<ValidatorReference> {
    const { url, faucet, epochMilliseconds, pid, validator } = this;
    if (pid === undefined) throw new Error("the validator has not started");
    const votes = (await this.voteAccounts()).map((vote) => vote.toBase58());
    return { url, faucet: [...faucet.secretKey], votes, epochMilliseconds, pid, folder: validator.folder };
  }

  private static async spawn(options: ValidatorOptions): Promise<ValidatorChain> {
    const { binary, programs = [], accounts = [], slotsPerEpoch = 64, ticksPerSlot = 64 } = options;
    const { inactiveFeatures = [] } = options;
    const faucet = Keypair.generate();
    const port = await freePortRange(PORTS);
    const rpc = options.port || port + RPC;
    const flags: [name: string, value: string | number][] = [
      ["bind-address", "127.0.0.1"],
      ["rpc-port", rpc],
      ["faucet-port", port + FAUCET],
      ["gossip-port", port + GOSSIP],
      ["dynamic-port-range", `${port + DYNAMIC}-${port + PORTS}`],
      ["slots-per-epoch", slotsPerEpoch],
      ["ticks-per-slot", ticksPerSlot],
      // No file of the user's is read for it.
      ["mint", faucet.publicKey.toBase58()],
    ];
    const validator = new GuardedProcess(
      "validator",
      binary,
      (folder) => [
        "--reset",
        "--log",
        ...["--ledger", `${folder}/ledger`, "--config", `${folder}/none.yml`],
        ...flags.flatMap(([name, value]) => [`--${name}`, String(value)]),
        ...programs.flatMap(({ address, file }) => ["--bpf-program", address.toBase58(), file]),
        ...["--account-dir", writeAccounts(`${folder}/accounts`, accounts)],
        ...inactiveFeatures.flatMap((feature) => ["--deactivate-feature", feature.toBase58()]),
      ],
      { RUST_LOG: "warn,solana_runtime::message_processor::stable_log=debug" },
    );
    const epoch = slotsPerEpoch * ticksPerSlot * MILLISECONDS_PER_TICK;
    return new ValidatorChain(validator, `http://127.0.0.1:${rpc}`, faucet, epoch);
  }

  private async begin(): Promise<void> {
    await this.until("the first blocks", START_MILLISECONDS, async () => (await this.connection.getSlot()) > 0);
    if (this.pid !== undefined) calm(this.pid);
    await this.until("vote account", START_MILLISECONDS, async () => {
      const { current, delinquent } = await this.connection.getVoteAccounts();
      // Listed as delinquent until it has voted.
      const own = [...current, ...delinquent][0];
      if (own) this.own = new PublicKey(own.votePubkey);
      return own !== undefined;
    });
  }

  get websocketUrl(): string {
    const { hostname, port } = new URL(this.url);
    return `ws://${hostname}:${Number(port) + 1}`;
  }

  /** Process id of the validator. */
  get pid(): number | undefined {
    return this.validator.pid;
  }

  /** Keeps the validator's log, which {@link close} deletes otherwise; returns the file. */
  keepLog(): string {
    return this.validator.keepLog();
  }

  /** The vote account of the running validator: the one that earns. */
  get ownVote(): PublicKey {
    if (!this.own) throw new Error("the validator has no vote account yet");
    return this.own;
  }

  /** Identity of the running validator. */
  get identity(): Keypair {
    return this.keyOf("validator");
  }

  /** The key of its vote account, which votes with it and may withdraw from it. */
  get ownVoteKey(): Keypair {
    return this.keyOf("vote-account");
  }

  /** A key that the validator has made for itself. */
  private keyOf(name: string): Keypair {
    const file = path.join(this.validator.folder, "ledger", `${name}-keypair.json`);
    return Keypair.fromSecretKey(Uint8Array.from(JSON.parse(fs.readFileSync(file, "utf8"))));
  }

  async voteAccounts(): Promise<PublicKey[]> {
    return [this.ownVote, ...this.made];
  }

  /** The time of the newest confirmed block. */
  async time(): Promise<ChainTime> {
    const [clock, rewards] = await this.connection.getMultipleAccountsInfo([SYSVAR_CLOCK_PUBKEY, EPOCH_REWARDS]);
    if (!clock) throw new Error("the chain has no clock");
    return {
      slot: clock.data.readBigUInt64LE(0),
      epoch: clock.data.readBigUInt64LE(16),
      // There is none until the first epoch's rewards.
      rewardsActive: rewards?.data[80] === 1,
    };
  }

  async airdrop(to: PublicKey, lamports: bigint): Promise<void> {
    await this.run([SystemProgram.transfer({ fromPubkey: this.faucet.publicKey, toPubkey: to, lamports })]);
  }

  /** Waits until the next epoch has begun and its rewards are paid out. */
  async passEpoch(): Promise<void> {
    const { epoch } = await this.time();
    const limit = this.epochMilliseconds + PATIENCE_MILLISECONDS;
    await this.until(`epoch ${epoch + 1n}`, limit, async () => {
      const now = await this.time();
      return now.epoch > epoch && !now.rewardsActive;
    });
  }

  /** Makes a vote account that nobody votes with yet; the faucet may withdraw from it. */
  async createVoteAccount(options: VoteAccountOptions = {}): Promise<PublicKey> {
    const { commission = 5, identity = Keypair.generate() } = options;
    const { voter = identity.publicKey } = options;
    const vote = Keypair.generate();
    const rent = await this.connection.getMinimumBalanceForRentExemption(VOTE_ACCOUNT_BYTES);
    await this.run(
      [
        SystemProgram.createAccount({
          fromPubkey: this.faucet.publicKey,
          newAccountPubkey: vote.publicKey,
          lamports: rent,
          space: VOTE_ACCOUNT_BYTES,
          programId: VoteProgram.programId,
        }),
        VoteProgram.initializeAccount({
          votePubkey: vote.publicKey,
          nodePubkey: identity.publicKey,
          voteInit: new VoteInit(identity.publicKey, voter, this.faucet.publicKey, commission),
        }),
      ],
      [vote, identity],
    );
    this.made.push(vote.publicKey);
    return vote.publicKey;
  }

  /** Sends instructions that the faucet pays for, again until they are confirmed or failed. Returns the signature. */
  async run(instructions: TransactionInstruction[], signers: Signer[] = []): Promise<string> {
    // One for each: at short slots the one that web3.js keeps is often too old.
    const { blockhash, lastValidBlockHeight } = await this.connection.getLatestBlockhash();
    const payerKey = this.faucet.publicKey;
    const message = new TransactionMessage({ payerKey, recentBlockhash: blockhash, instructions });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    transaction.sign([this.faucet, ...signers]);
    const bytes = transaction.serialize();
    const signature = await this.connection.sendRawTransaction(bytes);
    await this.until(`transaction ${signature}`, PATIENCE_MILLISECONDS, async () => {
      const { value: status } = await this.connection.getSignatureStatus(signature);
      if (status?.err) throw new Stop(`the transaction failed: ${JSON.stringify(status.err)}`);
      if (status?.confirmationStatus === "confirmed" || status?.confirmationStatus === "finalized") return true;
      if ((await this.connection.getBlockHeight()) > lastValidBlockHeight) throw new Stop("the transaction expired");
      await this.connection.sendRawTransaction(bytes, { skipPreflight: true });
      return false;
    });
    return signature;
  }

  /** Ends the validator, if this process has started it. */
  async close(): Promise<void> {
    await this.validator.stop();
  }

  /** Asks until the answer is yes. */
  private async until(what: string, milliseconds: number, condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + milliseconds;
    let problem = "";
    for (;;) {
      try {
        if (await condition()) return;
        problem = "";
      } catch (error) {
        if (error instanceof Stop) throw error;
        // It does not answer yet, or is too busy to.
        problem = `: ${(error as Error).message}`;
      }
      if (!this.validator.running) throw new Error(`the validator ended\n${this.validator.tail()}`);
      if (Date.now() > deadline) throw new Error(`no ${what} within ${milliseconds / 1000} s${problem}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }
}

/** Writes accounts as `solana account --output json` does. Returns the folder. */
function writeAccounts(folder: string, accounts: { pubkey: PublicKey; account: AccountInfo<Buffer> }[]): string {
  fs.mkdirSync(folder);
  for (const { pubkey, account } of accounts) {
    const { lamports, data, owner, executable, rentEpoch = 0 } = account;
    const address = pubkey.toBase58();
    const written = {
      pubkey: address,
      account: { lamports, data: [data.toString("base64"), "base64"], owner, executable, rentEpoch },
    };
    fs.writeFileSync(`${folder}/${address}.json`, JSON.stringify(written));
  }
  return folder;
}

/** An answer that asking again would not change. */
class Stop extends Error {}
