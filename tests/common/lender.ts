// The example lender, driven by its IDL alone.
import assert from "node:assert/strict";
import { type Keypair, PublicKey, SystemProgram } from "@solana/web3.js";
import { type Deployment, PROGRAM_ID } from "@truestake/sdk";
import BN from "bn.js";
import idl from "../../artifacts/example_lender.json";
import { fixture, SOL, TestContext, type TestPool, type User } from ".";
import { type Accounts, type Arguments, ExampleProgram } from "./example";

export const LENDER = new ExampleProgram(idl);
const { coder } = LENDER;

export type Terms = Record<
  | "loan_to_value"
  | "liquidation_threshold"
  | "liquidation_bonus"
  | "interest"
  | "mean_updates"
  | "max_age_epochs"
  | "max_rise",
  number
>;

/** 70 % can be borrowed, liquidation from 80 % on with a bonus of 5 %; a mean over 3 updates, a rise of up to 100 %. */
export const TERMS: Terms = {
  loan_to_value: 7_000,
  liquidation_threshold: 8_000,
  liquidation_bonus: 500,
  interest: 100,
  mean_updates: 3,
  max_age_epochs: 5,
  max_rise: 1_000_000,
};

/** An instruction of the lender; accounts that the IDL knows by address need not be given. */
export const lenderInstruction = (name: string, accounts: Accounts, args?: Arguments) =>
  LENDER.instruction(name, accounts, args);

/** The addresses of a lender's market for a pool's token. */
export function marketAddresses(lender: PublicKey, mint: PublicKey) {
  const market = LENDER.derive("market", lender, mint);
  return { market, vault: LENDER.derive("vault", market), collateral: LENDER.derive("collateral", market) };
}

export const positionAddress = (market: PublicKey, owner: PublicKey): PublicKey =>
  LENDER.derive("position", market, owner);

/** Every account that an instruction of a market may name, for a user if one is given. */
export function marketAccounts(
  { mint, pool, history }: Pick<Deployment, "mint" | "pool" | "history">,
  lender: PublicKey,
  user?: { address: PublicKey; tokens: PublicKey },
): Accounts {
  const addresses = marketAddresses(lender, mint);
  const programs = { pool_program: PROGRAM_ID, system_program: SystemProgram.programId };
  const known = { ...addresses, mint, pool, history, lender, ...programs };
  if (!user) return known;
  const { address: owner, tokens } = user;
  const position = positionAddress(addresses.market, owner);
  return { ...known, owner, payer: owner, liquidator: owner, source: tokens, destination: tokens, position };
}

/** What a position's account says: `debt` is `principal` and the interest that is written down. */
export interface PositionState {
  tokens: bigint;
  principal: bigint;
  debt: bigint;
  epoch: bigint;
}

export function decodePosition(data: Buffer): PositionState {
  const { tokens, principal_lamports, interest_lamports, interest_epoch } = coder.accounts.decode("Position", data);
  const number = (value: BN) => BigInt(value.toString());
  const principal = number(principal_lamports);
  return {
    tokens: number(tokens),
    principal,
    debt: principal + number(interest_lamports),
    epoch: number(interest_epoch),
  };
}

/** What collateral counts at, and what it comes from; 32.32. */
export type PriceReport = Record<"lowest" | "current" | "mean" | "bound", bigint>;

export function decodeReport(data: Buffer): PriceReport {
  const [lowest, current, mean, bound] = [0, 8, 16, 24].map((at) => data.readBigUInt64LE(at));
  return { lowest, current, mean, bound } as PriceReport;
}

/** Lamports that tokens are worth at a price, floored. */
export const worth = (tokens: bigint, { total, supply }: { total: bigint; supply: bigint }): bigint =>
  (tokens * total) / supply;

/** A price as the lender reports it. */
export const fixed = (total: bigint, supply: bigint): bigint => (total << 32n) / supply;

/** A market in a test. */
export class TestMarket {
  readonly market: PublicKey;
  readonly vault: PublicKey;
  readonly collateral: PublicKey;

  constructor(
    readonly context: TestContext,
    readonly pool: TestPool,
    readonly lender: Keypair,
    readonly terms: Terms = TERMS,
  ) {
    const { market, vault, collateral } = marketAddresses(lender.publicKey, pool.pdas.mint);
    this.market = context.name(market, "market");
    this.vault = context.name(vault, "vault");
    this.collateral = context.name(collateral, "collateral");
  }

  /** Every account that an instruction may name, for `user`. */
  accounts(user?: User): Accounts {
    if (user) this.position(user.address);
    return marketAccounts(this.pool.pdas, this.lender.publicKey, user);
  }

  position(owner: PublicKey): PublicKey {
    return this.context.name(positionAddress(this.market, owner), "position");
  }

  // Instructions; `other` replaces accounts.

  create(terms: Partial<Terms> = {}, other: Accounts = {}) {
    const args = { terms: { ...this.terms, ...terms } };
    return lenderInstruction("create_market", { ...this.accounts(), ...other }, args);
  }

  fund(lamports: bigint, other: Accounts = {}) {
    return lenderInstruction("fund", { ...this.accounts(), ...other }, { lamports });
  }

  withdrawFunds(lamports: bigint, other: Accounts = {}) {
    return lenderInstruction("withdraw_funds", { ...this.accounts(), ...other }, { lamports });
  }

  open(user: User, other: Accounts = {}) {
    return lenderInstruction("open_position", { ...this.accounts(user), ...other });
  }

  close(user: User, other: Accounts = {}) {
    return lenderInstruction("close_position", { ...this.accounts(user), ...other });
  }

  deposit(user: User, tokens: bigint, other: Accounts = {}) {
    return lenderInstruction("deposit_collateral", { ...this.accounts(user), ...other }, { tokens });
  }

  withdraw(user: User, tokens: bigint, other: Accounts = {}) {
    return lenderInstruction("withdraw_collateral", { ...this.accounts(user), ...other }, { tokens });
  }

  borrow(user: User, lamports: bigint, other: Accounts = {}) {
    return lenderInstruction("borrow", { ...this.accounts(user), ...other }, { lamports });
  }

  repay(user: User, lamports: bigint, other: Accounts = {}) {
    return lenderInstruction("repay", { ...this.accounts(user), ...other }, { lamports });
  }

  liquidate(liquidator: User, owner: PublicKey, lamports: bigint, minimum = 1n, other: Accounts = {}) {
    const accounts = { ...this.accounts(liquidator), position: this.position(owner), ...other };
    return lenderInstruction("liquidate", accounts, { lamports, minimum_tokens_out: minimum });
  }

  check(other: Accounts = {}) {
    return lenderInstruction("check_price", { ...this.accounts(), ...other });
  }

  // Reading

  /** What collateral counts at, and why; 32.32. */
  price(): PriceReport {
    const { returnData } = this.context.done(this.check()).landed;
    assert.equal(returnData?.program.toBase58(), LENDER.address.toBase58());
    return decodeReport(returnData.data);
  }

  state(owner: PublicKey): PositionState {
    const account = this.context.chain.account(this.position(owner)) ?? assert.fail("the position exists");
    return decodePosition(account.data);
  }

  /** Writes a number of 8 bytes into a position. */
  inject(owner: PublicKey, field: "tokens" | "principal_lamports", value: bigint): void {
    const account = this.context.chain.account(this.position(owner)) ?? assert.fail("the position exists");
    account.data.writeBigUInt64LE(value, { tokens: 80, principal_lamports: 88 }[field]);
    this.context.chain.setAccount(this.position(owner), account);
  }

  get available(): bigint {
    return this.context.chain.balance(this.vault) - this.context.chain.rentFor(0n);
  }
}

/** The lender's one event in a transaction. */
export function lenderEvent({ logs }: { logs: readonly string[] }): { name: string; data: Record<string, unknown> } {
  const data = logs
    .filter((line) => line.startsWith("Program data: "))
    .map((line) => line.slice("Program data: ".length));
  const events = data.flatMap((text) => coder.events.decode(text) ?? []);
  assert.equal(events.length, 1);
  const [event] = events as [NonNullable<ReturnType<typeof coder.events.decode>>];
  const plain = (value: unknown) =>
    BN.isBN(value) ? BigInt(value.toString()) : value instanceof PublicKey ? value.toBase58() : value;
  const plainData = Object.entries(event.data as object).map(([key, value]) => [key, plain(value)]);
  return { name: event.name, data: Object.fromEntries(plainData) };
}

export interface Lending {
  context: TestContext;
  pool: TestPool;
  market: TestMarket;
  ann: User;
  bob: User;
}

/**
 * A pool of 200 SOL at a price of 1 with one validator, all of it active but for a reserve of 2 SOL, updated four times;
 * a market with 500 SOL. Ann and Bob have 99 and 100 tokens, and Ann a position with 50 of hers.
 */
export function lending(terms: Partial<Terms> = {}): () => Lending {
  return fixture(() => {
    const context = new TestContext({ programs: [LENDER] });
    const pool = context.createTestPool({ scores: [100], rewardFee: 0, depositFee: 0 });
    const [ann, bob] = [pool.user("ann"), pool.user("bob")];
    pool.deposit(ann, 99n * SOL);
    pool.deposit(bob, 100n * SOL);
    pool.delegateAll();
    for (let epoch = 0; epoch < 4; epoch++) pool.nextEpoch();
    const market = new TestMarket(context, pool, context.keypair("lender"), { ...TERMS, ...terms });
    context.done([market.create(), market.fund(500n * SOL)], [market.lender]);
    context.done([market.open(ann), market.deposit(ann, 50n * SOL)], [ann.keypair]);
    return { context, pool, market, ann, bob };
  });
}
