// A chain with a pool and people who use it; and a network in front of it, which takes only what is priced high enough.
import { createHash } from "node:crypto";
import { Keypair, PublicKey, VersionedTransaction } from "@solana/web3.js";
import {
  FaultProxy,
  feeOf,
  type LandedTransaction,
  type Localnet,
  lagging,
  type ProxyRules,
  startLocalnet,
  toBase58,
} from "@truestake/localnet";
import { decodePool, deployment, instructionName, keypairWallet, PROGRAM_ID, TruestakeClient } from "@truestake/sdk";
import { randomOf } from "@truestake/sdk/scenario";

export const SLOTS = 240n;

/** Slots between which time passes faster. */
const [BEGINNING, END] = [40n, 200n];

/** What a node in front of a keeper does wrong at the moment. */
export type Weather = "fine" | "cut" | "lag" | "429";

/** What landed of the keepers. */
export interface Landing {
  payer: string;
  epoch: bigint;
  fee: bigint;
  failed: boolean;
  /** Whether any account but the payer's is another than before. */
  changed: boolean;
  /** The instructions of the pool's program. */
  names: string[];
  offset: bigint;
}

/** An epoch as it was. */
export interface EpochRecord {
  epoch: bigint;
  /** Slots from its first until its price was there; undefined where it never came. */
  freshAfter: bigint | undefined;
}

export class World {
  readonly landings: Landing[] = [];
  readonly epochs: EpochRecord[] = [];
  /** Micro-lamports per unit below which nothing is taken. */
  floor = 0n;
  dropped = 0;
  /** Told of every transaction of a keeper's that is about to be taken. */
  onTaking: () => void = () => undefined;
  private readonly watched = new Set<string>();
  private readonly landed = new Set<string>();
  private readonly proxies: FaultProxy[] = [];
  private timer: NodeJS.Timeout | undefined;
  private onSlot: () => void = () => undefined;

  private constructor(
    readonly localnet: Localnet,
    readonly random: () => number,
  ) {
    const { chain } = localnet;
    const process = chain.process.bind(chain);
    chain.process = (transaction: VersionedTransaction) => {
      const before = this.digest(transaction);
      const landed = process(transaction);
      if (!("rejected" in landed)) this.note(landed, before);
      return landed;
    };
  }

  static async open(seed: number): Promise<World> {
    const localnet = await startLocalnet({
      ...{ demo: true, seed, slotMs: 0, slotsPerEpoch: SLOTS, rewards: 360n },
      ...{ blockhashSlots: 60n, confirmSlots: 1n, finalitySlots: 4n },
    });
    return new World(localnet, randomOf(seed));
  }

  get mint(): PublicKey {
    return new PublicKey((this.localnet.node.facts as unknown as { demo: { mint: string } }).demo.mint);
  }

  get chain() {
    return this.localnet.chain;
  }

  /** Slots since the epoch began. */
  get offset(): bigint {
    return this.chain.slot % SLOTS;
  }

  get isFresh(): boolean {
    return this.pool().lastUpdateEpoch === this.chain.epoch;
  }

  pool() {
    const place = deployment({ mint: this.mint });
    return decodePool(place.pool, this.chain.account(place.pool)?.data ?? new Uint8Array(), place.programId);
  }

  /** Somebody who uses the chain itself. */
  client(name: string): TruestakeClient {
    const { demo } = this.localnet.node.facts as unknown as {
      demo: { operator: { secretKey: number[] }; users: Record<string, { secretKey: number[] }> };
    };
    const secret = name === "operator" ? demo.operator : demo.users[name];
    const key = Keypair.fromSecretKey(Uint8Array.from(secret?.secretKey ?? []));
    const options = { pollEvery: 5, rebroadcastEvery: 50 };
    return new TruestakeClient({
      ...{ connection: this.chain.connection, wallet: keypairWallet(key), mint: this.mint, options },
    });
  }

  /** Counts what this payer sends. */
  watch(payer: PublicKey): void {
    this.watched.add(payer.toBase58());
  }

  private digest({ message }: VersionedTransaction): Map<string, string> {
    const found = new Map<string, string>();
    const { staticAccountKeys: keys } = message;
    const payer = keys[0]?.toBase58() ?? "";
    if (!this.watched.has(payer)) return found;
    this.onTaking();
    for (const [at, key] of keys.entries()) {
      if (at === 0 || !message.isAccountWritable(at)) continue;
      const account = this.chain.account(key);
      const text = account ? `${account.lamports} ${createHash("sha256").update(account.data).digest("hex")}` : "";
      found.set(key.toBase58(), text);
    }
    return found;
  }

  private note({ signature, transaction, fee, err }: LandedTransaction, before: Map<string, string>): void {
    const payer = transaction.message.staticAccountKeys[0]?.toBase58() ?? "";
    // The same bytes land once, however often they are sent.
    if (!this.watched.has(payer) || this.landed.has(signature)) return;
    this.landed.add(signature);
    const { onTaking } = this;
    this.onTaking = () => undefined;
    const after = this.digest(transaction);
    this.onTaking = onTaking;
    const changed = [...after].some(([key, text]) => before.get(key) !== text);
    const { staticAccountKeys: keys, compiledInstructions } = transaction.message;
    const names = compiledInstructions.flatMap(({ data, programIdIndex }) =>
      keys[programIdIndex]?.equals(PROGRAM_ID) ? [instructionName(data) ?? "?"] : [],
    );
    this.landings.push({
      payer,
      fee,
      epoch: this.chain.epoch,
      failed: err !== null,
      changed,
      names,
      offset: this.offset,
    });
  }

  /** A node in front of the chain, with a weather of its own. */
  async node(weather: () => Weather): Promise<FaultProxy> {
    const rules: ProxyRules = {
      call: async (call, forward) => {
        const now = weather();
        if (now === "cut") return "hang up";
        if (now === "429") return { status: 429, headers: { "retry-after": "0" } };
        if (call.method === "sendTransaction" && this.isTooCheap(String(call.params[0]))) {
          this.dropped++;
          // As nodes do: the answer says nothing of what becomes of it.
          return answered(String(call.params[0]));
        }
        return now === "lag" ? lagging(this.localnet, call, forward) : forward();
      },
    };
    const proxy = await FaultProxy.start(this.localnet, rules);
    this.proxies.push(proxy);
    return proxy;
  }

  private isTooCheap(base64: string): boolean {
    return feeOf(decoded(base64).message).price < this.floor;
  }

  /** How many times slower time passes than it should, while the machine is busy. */
  slowness = 1;

  /** Lets time pass: a slot every so many milliseconds, never two at once however busy the machine is. */
  start(milliseconds: number, onSlot: () => void): void {
    this.onSlot = onSlot;
    // The middle of an epoch, in which little happens, passes faster.
    const pace = () => (this.offset > BEGINNING && this.offset < END ? 1 / 8 : 1);
    const next = () => {
      this.timer = setTimeout(tick, pace() * milliseconds * this.slowness);
    };
    const tick = () => {
      this.localnet.node.ticker.advance(1n);
      this.look();
      this.onSlot();
      next();
    };
    next();
  }

  /** Lets slots pass at once. */
  skip(slots: bigint): void {
    this.localnet.node.ticker.advance(slots);
  }

  /** Ends the epoch now. */
  endEpoch(): void {
    this.localnet.node.ticker.passEpoch();
    this.look();
  }

  private look(): void {
    const { epoch } = this.chain;
    let last = this.epochs.at(-1);
    if (last?.epoch !== epoch) {
      last = { epoch, freshAfter: undefined };
      this.epochs.push(last);
    }
    if (last.freshAfter === undefined && this.isFresh) last.freshAfter = this.offset;
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await Promise.all(this.proxies.map((proxy) => proxy.close()));
    await this.localnet.close();
  }
}

const decoded = (base64: string): VersionedTransaction =>
  VersionedTransaction.deserialize(Buffer.from(base64, "base64"));
const answered = (base64: string) => ({ result: toBase58(decoded(base64).signatures[0] ?? new Uint8Array()) });
