// What a command is given: settings, a node, a pool, a signer, and where to say what.
import type { Connection, PublicKey } from "@solana/web3.js";
import {
  type ChainSender,
  type ClientOptions,
  connect,
  type Deployment,
  decodePool,
  deployment,
  fetchMany,
  isTruestakeError,
  nodesOf,
  PROGRAM_ID,
  TruestakeClient,
  TruestakeError,
  U64_MAX,
} from "@truestake/sdk";
import type { Globals } from "../options/global";
import { addressOf, wholeOf } from "../options/values";
import { EXIT, RefusedError, UsageError } from "../output/exit";
import { openSigner, type Signer, USUAL_KEYPAIR } from "../signing/signer";
import { urlOf } from "./cluster";
import { settingsOf } from "./config";
import type { Io } from "./io";

const NODE = "http://127.0.0.1:8899";
const MILLISECONDS = 1_000;
const PATIENCE = 5_000;

export class Context {
  readonly settings: ReturnType<typeof settingsOf>;
  private connected: Connection | undefined;
  private asked: ChainSender | undefined;
  private known: Promise<Deployment> | undefined;
  private opened: Promise<Signer> | undefined;
  private cluster: Promise<string> | undefined;

  constructor(
    readonly io: Io,
    readonly globals: Globals,
    /** The command's name with its group's, and what it was given. */
    readonly called: { name: string; given: unknown },
  ) {
    this.settings = settingsOf(io, globals);
    if (globals.vault !== undefined && globals.squads === undefined) {
      throw new UsageError("--vault is one of a multisig's: name that with --squads");
    }
  }

  get output(): "table" | "json" {
    const { value = "table" } = this.settings.output ?? {};
    if (value !== "table" && value !== "json") throw new UsageError(`--output: "${value}" is neither table nor json`);
    return value;
  }

  get url(): string {
    return urlOf(this.settings.url?.value ?? NODE);
  }

  get connection(): Connection {
    this.connected ??= connect(this.url);
    return this.connected;
  }

  /** The same node, asked so that every call ends, with errors by name; with what the SDK has no use for beside it. */
  get nodes(): ChainSender {
    const { connection } = this;
    this.asked ??= Object.assign(nodesOf(connection, { patience: this.patience }), {
      getRecentPerformanceSamples: (limit: number) => connection.getRecentPerformanceSamples(limit),
    });
    return this.asked;
  }

  /** Asks the node for what the SDK has no use for; what it does not answer is a node's error. */
  async ask<T>(method: string, run: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await run(this.connection);
    } catch (cause) {
      if (isTruestakeError(cause) || cause instanceof UsageError) throw cause;
      const says = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
      throw new TruestakeError("NodeUnreachable", `the node does not answer ${method}: ${says}`, { cause });
    }
  }

  /** Genesis hash of the cluster, whatever the address of its node. */
  genesis(): Promise<string> {
    this.cluster ??= this.ask("getGenesisHash", (connection) => connection.getGenesisHash());
    return this.cluster;
  }

  /** Milliseconds for which a read is tried again: a person waits. */
  private get patience(): number {
    const { timeout } = this.globals;
    const most = timeout === undefined ? PATIENCE : wholeOf("--timeout", timeout, 1, 86_400) * MILLISECONDS;
    return Math.min(PATIENCE, most);
  }

  get programId(): PublicKey {
    const found = this.settings["program-id"];
    return found ? addressOf("--program-id", found.value) : PROGRAM_ID;
  }

  /** What is going on, for people: never part of the result. */
  note(text: string): void {
    this.io.error(text);
  }

  /** The pool that is asked for, by its mint or by its own address. */
  deployment(): Promise<Deployment> {
    this.known ??= this.findPool();
    return this.known;
  }

  private async findPool(): Promise<Deployment> {
    const found = this.settings.pool;
    if (!found) {
      throw new UsageError("which pool? Name its mint with --pool, or once for all: truestake config set pool MINT");
    }
    const given = addressOf("--pool", found.value);
    const { programId } = this;
    const byMint = deployment({ mint: given, programId });
    const [pool, itself] = await fetchMany(this.nodes, [byMint.pool, given]);
    if (pool) return byMint;
    if (itself?.owner.equals(programId))
      return deployment({ mint: decodePool(given, itself.data, programId).mint, programId });
    throw new TruestakeError("AccountMissing", `there is no pool of ${found.value} on ${this.url}`, {
      args: { address: given },
    });
  }

  signer(): Promise<Signer> {
    const { value = USUAL_KEYPAIR } = this.settings.keypair ?? {};
    this.opened ??= openSigner(value, this.io);
    return this.opened;
  }

  /** How transactions are sent and followed. */
  get sending(): ClientOptions {
    const { globals } = this;
    const commitment = this.settings.commitment?.value ?? "confirmed";
    if (globals.commitment === "processed") {
      throw new UsageError(
        "--commitment processed: what is only processed may be dropped; there are confirmed, finalized",
      );
    }
    const timeout = globals.timeout === undefined ? undefined : wholeOf("--timeout", globals.timeout, 1, 86_400);
    const { maxFeeLamports } = this;
    return {
      // The Solana CLI's own setting may be lower than what says that something has landed.
      commitment: commitment === "finalized" ? "finalized" : "confirmed",
      lean: globals.lean ?? false,
      patience: this.patience,
      ...(timeout === undefined ? {} : { deadline: timeout * MILLISECONDS }),
      ...(globals.slippageBps === undefined
        ? {}
        : { slippageBps: wholeOf("--slippage-bps", globals.slippageBps, 0, 10_000) }),
      // The price may be any: what it comes to is bounded.
      ...(maxFeeLamports === undefined ? {} : { priorityFee: { cap: U64_MAX, mostLamports: maxFeeLamports } }),
      ...(this.io.signal ? { signal: this.io.signal } : {}),
    };
  }

  private get maxFeeLamports(): bigint | undefined {
    const found = this.settings["max-fee-lamports"];
    if (!found) return undefined;
    return BigInt(wholeOf("--max-fee-lamports", found.value, 0, Number.MAX_SAFE_INTEGER));
  }

  /** A client that only reads. */
  async reader(): Promise<TruestakeClient> {
    return new TruestakeClient({ ...(await this.deployment()), connection: this.nodes, options: this.sending });
  }

  /** Asks before something is sent; without a terminal `--yes` has to say so. What was not asked is told: it has the amounts. */
  async confirm(question: string): Promise<void> {
    if (this.globals.yes) {
      this.note(question.replace(/\?$/, ":"));
      return;
    }
    const { ask } = this.io;
    if (!ask) throw new RefusedError("this has to be agreed to, and there is nobody to ask: say --yes");
    const answer = (await ask(`${question} [y/N] `)).trim().toLowerCase();
    if (answer !== "y" && answer !== "yes") throw new RefusedError("nothing was sent: the answer was no");
  }
}

export { EXIT };
