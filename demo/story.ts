import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, LAMPORTS_PER_SOL, type PublicKey } from "@solana/web3.js";
import {
  type Backing,
  type CrankReport,
  fetchTicket,
  findEvent,
  formatPrice,
  keypairWallet,
  type PoolConfig,
  type PriceEntry,
  type Sent,
  TicketStatus,
  TruestakeClient,
  U64_MAX,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import { type Actor, type Exits, leaveAtOnce, provideLiquidity } from "./exits";
import type { ChainName } from "./options";
import { betweenRewards } from "./rewards";
import type { Stage } from "./stage";
import { amount, short, type Terminal } from "./terminal";

/** What the demo found; amounts in lamports and token units. */
export interface DemoResult {
  chain: ChainName;
  /** The price after each epoch's update, from the first that brought rewards. */
  epochs: { epoch: number; total: string; supply: string; price: string }[];
  ticket: {
    tokens: string;
    /** What the tokens were worth when the ticket was ordered. */
    ordered: string;
    /** And when it was settled. */
    settled: string;
    paid: string;
  };
  exits: Exits;
  backing: { owed: string; held: string; ok: boolean };
}

export interface Outcome {
  result: DemoResult;
  /** What is not as it should be. */
  problems: string[];
}

const SOL = BigInt(LAMPORTS_PER_SOL);
/** Together less than what a validator's cluster lets become active in one epoch. */
const DEPOSITS = { Alice: 50_000n * SOL, Bob: 25_000n * SOL };
/** Stake becomes active in the next epoch, and that epoch's rewards are paid at its end. */
const EPOCHS_TO_FIRST_REWARD = 2n;
/** Epochs that the ticket may take beyond the ones asked for. */
const SPARE_EPOCHS = 5;

/** A ticket from its order to its payment. */
interface Exit {
  ticket: PublicKey;
  tokens: bigint;
  ordered: bigint;
  /** What the tokens were worth when it was settled. */
  settled?: bigint;
  paid?: bigint;
}

export class Story {
  private readonly operator = Keypair.generate();
  private readonly alice = Keypair.generate();
  private readonly bob = Keypair.generate();
  private readonly dora = Keypair.generate();
  private pool!: TruestakeClient;
  private exit: Exit | undefined;

  constructor(
    private readonly chainName: ChainName,
    private readonly stage: Stage,
    private readonly terminal: Terminal,
    private readonly epochs: number,
  ) {}

  async tell(): Promise<Outcome> {
    const { terminal, stage } = this;
    terminal.heading("The chain");
    for (const line of stage.about) terminal.say(line);

    await this.createPool();
    await this.addValidators();
    await this.deposit();
    await provideLiquidity(stage, terminal, this.pool, this.actor(this.dora));
    await this.delegate();
    const entries = await this.passEpochs();
    this.showPrices(entries);
    const { exits, problems } = await leaveAtOnce(stage, terminal, this.actor(this.alice));
    return this.judge(entries, exits, problems);
  }

  private client(wallet: Keypair): TruestakeClient {
    return new TruestakeClient({
      connection: this.stage.chain.connection,
      wallet: keypairWallet(wallet),
      mint: this.pool.mint,
      options: SENDING,
    });
  }

  private actor(key: Keypair): Actor {
    return { key, client: this.client(key) };
  }

  private async createPool(): Promise<void> {
    const { terminal, stage, operator } = this;
    terminal.heading("A pool");
    await stage.chain.airdrop(operator.publicKey, 100n * SOL);
    const mint = Keypair.generate();
    const admin = operator.publicKey;
    const config: PoolConfig = {
      seedLamports: SOL,
      admin,
      validatorManager: admin,
      guardian: admin,
      treasury: getAssociatedTokenAddressSync(mint.publicKey, admin),
      rewardFee: 500,
      depositFee: 0,
      withdrawalFee: 10,
      ticketFee: 0,
      referralShare: 0,
      depositCap: U64_MAX,
      reserveBuffer: 100,
      maxValidatorShare: 10_000,
      maxMove: 1_000,
      movingPart: 1_000,
    };
    const { connection } = stage.chain;
    const wallet = keypairWallet(operator);
    const creating = { connection, wallet, mint, config, options: SENDING };
    const { client } = await betweenRewards(() => TruestakeClient.createPool(creating));
    this.pool = client;
    terminal.say(`token ${mint.publicKey.toBase58()}, price 1, seed deposit of 1 SOL locked for ever`);
    terminal.say("fees: 5 % of the price's rise over its highest ever; nothing for deposits and tickets");
  }

  private async addValidators(): Promise<void> {
    const { terminal, stage } = this;
    for (const { vote, score } of stage.validators) await this.pool.addValidator({ vote, score });
    terminal.heading("Three validators");
    terminal.table(
      ["", "vote account", "score"],
      stage.validators.map(({ name, vote, score }) => [name, vote.toBase58(), String(score)]),
      2,
    );
  }

  private async deposit(): Promise<void> {
    const { terminal, stage } = this;
    terminal.heading("Two users deposit");
    for (const [name, user] of [["Alice", this.alice] as const, ["Bob", this.bob] as const]) {
      const lamports = DEPOSITS[name];
      await stage.chain.airdrop(user.publicKey, lamports + SOL);
      const { tokens } = await this.client(user).depositSol({ lamports });
      terminal.say(`${name.padEnd(5)} ${short(lamports).padStart(6)} SOL  ->  ${amount(tokens)} tokens`);
    }
  }

  private async delegate(): Promise<void> {
    const { terminal, stage } = this;
    terminal.heading("The pool delegates by score");
    // Once more if an epoch ends in between.
    while ((await this.pool.delegateAll()).transactions.length > 0);
    const { validators, pool } = await this.pool.snapshot();
    terminal.table(
      ["", "score", "SOL delegated"],
      [
        ...stage.validators.map(({ name, vote, score }) => {
          const record = validators.find(vote);
          return [name, String(score), amount((record?.stakeLamports ?? 0n) + (record?.transientLamports ?? 0n))];
        }),
        ["reserve", "", amount(pool.reserveLamports)],
      ],
    );
  }

  private async passEpochs(): Promise<PriceEntry[]> {
    const { terminal, stage } = this;
    terminal.heading("Epochs pass");
    const first = (await this.pool.snapshot()).clock.epoch + EPOCHS_TO_FIRST_REWARD;
    const most = this.epochs + Number(EPOCHS_TO_FIRST_REWARD) + SPARE_EPOCHS;
    let rewarded: PriceEntry[] = [];
    for (let passed = 1; passed <= most; passed++) {
      if (rewarded.length >= this.epochs && this.exit?.paid !== undefined) break;
      await stage.passEpoch();
      const { refreshed } = await this.crank();
      const { entries } = await this.pool.history();
      rewarded = entries.filter(({ epoch }) => epoch >= first);
      const last = entries.at(-1);
      if (last) terminal.say(`epoch ${last.epoch}  price ${formatPrice(last)}${this.news(refreshed)}`);
      if (!this.exit && rewarded.length >= Math.floor(this.epochs / 2)) await this.order();
      else if (this.exit?.paid === undefined && (await this.isSettled())) await this.claim();
    }
    return rewarded;
  }

  private news(refreshed: Sent[]): string {
    const gain = refreshed
      .map(({ events }) => findEvent(events, "PoolUpdated")?.data.gain ?? 0n)
      .find((each) => each > 0n);
    return gain === undefined ? "  no rewards yet" : `  rewards ${amount(gain)} SOL, released until the next`;
  }

  /** A keeper's turn. Takes note when it settles the ticket. */
  private async crank(): Promise<CrankReport> {
    const report = await this.pool.crank();
    const event = report.settled.map(({ events }) => findEvent(events, "TicketsSettled")).find(Boolean);
    if (this.exit && event) this.exit.settled ??= math.lamportsFor(event.data.before, this.exit.tokens);
    return report;
  }

  private async order(): Promise<void> {
    const { terminal, bob } = this;
    const client = this.client(bob);
    const tokens = DEPOSITS.Bob;
    const { ticket } = await client.orderUnstake({ tokens });
    const { orderedLamports: ordered, sequence } = await fetchTicket(this.stage.chain.connection, ticket);
    this.exit = { ticket, tokens, ordered };
    terminal.say(`Bob leaves: ticket ${sequence} for ${short(tokens)} tokens, worth ${amount(ordered)} SOL now`);
    terminal.say("the stake for it keeps earning until the epoch ends; keepers then deactivate it");
  }

  /** Whether the ticket is paid in full: the reserve pays a part of it before the stake is back. */
  private async isSettled(): Promise<boolean> {
    if (!this.exit) return false;
    const { status } = await fetchTicket(this.stage.chain.connection, this.exit.ticket);
    return status === TicketStatus.Settled;
  }

  private async claim(): Promise<void> {
    const { terminal, stage, bob, exit } = this;
    if (!exit) return;
    const { connection } = stage.chain;
    const { claimableLamports } = await fetchTicket(connection, exit.ticket);
    const rent = BigInt(await connection.getBalance(exit.ticket)) - claimableLamports;
    const before = BigInt(await connection.getBalance(bob.publicKey));
    // Anybody may claim; the operator does, so that Bob's balance shows nothing but the payment.
    await this.pool.claimTicket({ ticket: exit.ticket });
    exit.paid = BigInt(await connection.getBalance(bob.publicKey)) - before - rent;
    terminal.say(
      `Bob is paid ${amount(exit.paid)} SOL; when it was settled the ticket was worth ${amount(exit.settled ?? 0n)}:`,
    );
    terminal.say("the lower counts, and what the tokens earned in the queue stays with those who hold");
  }

  private showPrices(entries: PriceEntry[]): void {
    const { terminal } = this;
    const [first] = entries;
    const last = entries.at(-1);
    if (!first || !last) return;
    terminal.heading("The price, epoch by epoch");
    const rows = entries.map((entry, index) => {
      const before = entries[index - 1];
      return [
        String(entry.epoch),
        amount(entry.total),
        amount(entry.supply),
        formatPrice(entry, DIGITS),
        before ? percent(scaled(entry) - scaled(before), scaled(before)) : "",
      ];
    });
    terminal.table(["epoch", "total SOL", "supply", "SOL per token", "rise"], rows, 0);
    terminal.line();
    terminal.chart(
      entries.map((entry) => ({ value: scaled(entry), label: String(entry.epoch) })),
      { from: formatPrice(first), to: formatPrice(last) },
    );
  }

  private async judge(entries: PriceEntry[], exits: Exits, problems: string[]): Promise<Outcome> {
    const { terminal, exit } = this;
    terminal.heading("The books against the accounts");
    const backing = await this.pool.proofOfBacking();
    this.showBacking(backing);
    if (!backing.ok) problems.push("the accounts hold less than the books say");

    const rising = entries.every((entry, index) => {
      const before = entries[index - 1];
      return !before || math.comparePrices(before, entry) < 0;
    });
    if (entries.length < this.epochs) problems.push(`only ${entries.length} epochs brought rewards`);
    if (!rising) problems.push("the price did not rise in every epoch");
    const { ordered = 0n, settled, paid, tokens = 0n } = exit ?? {};
    if (settled === undefined || paid === undefined) problems.push("the ticket was not paid");
    else if (paid !== lower(ordered, settled)) problems.push("the ticket did not pay the lower of its two values");

    terminal.heading("Verdict");
    const mark = (good: boolean): string => (good ? terminal.style("green", "ok ") : terminal.style("red", "BAD"));
    if (problems.length === 0) {
      terminal.say(`${mark(true)}  the price rose in each of ${entries.length} epochs`);
      terminal.say(`${mark(true)}  the ticket paid the lower of its two values, to the lamport`);
      terminal.say(`${mark(true)}  who left at once got the true price less the fee, to the lamport`);
      terminal.say(`${mark(true)}  every lamport that is owed is there`);
    }
    for (const problem of problems) terminal.say(`${mark(false)}  ${problem}`);
    return {
      problems,
      result: {
        chain: this.chainName,
        epochs: entries.map((entry) => ({
          epoch: Number(entry.epoch),
          total: String(entry.total),
          supply: String(entry.supply),
          price: formatPrice(entry, DIGITS),
        })),
        ticket: {
          tokens: String(tokens),
          ordered: String(ordered),
          settled: String(settled ?? 0n),
          paid: String(paid ?? 0n),
        },
        exits,
        backing: { owed: String(backing.owed), held: String(backing.held), ok: backing.ok },
      },
    };
  }

  private showBacking({ owed, held, details }: Backing): void {
    const { terminal } = this;
    const units = (check: string, value: bigint): string =>
      /^(lamports|tokens|shares|books)/.test(check) ? amount(value) : String(value);
    terminal.table(
      ["", "owed", "held", ""],
      details.map(({ check, ok, owed: should, held: is }) => [
        check,
        units(check, should),
        units(check, is),
        ok ? "ok" : "BAD",
      ]),
    );
    terminal.say(`in all: ${amount(owed)} SOL owed, ${amount(held)} SOL held`);
  }
}

/** A rise of an epoch of seconds shows late in the decimals. */
const DIGITS = 12;

function lower(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function scaled({ total, supply }: PriceEntry): bigint {
  return (total * 10n ** BigInt(DIGITS)) / supply;
}

/** A small part, in per cent with six decimals. */
function percent(part: bigint, whole: bigint): string {
  return `${(Number((part * 10n ** 12n) / whole) / 10 ** 10).toFixed(6)} %`;
}

/** Short looks: on a local chain a transaction takes less than a second. */
const SENDING = { pollEvery: 100, rebroadcastEvery: 1_000, retries: 3 };
