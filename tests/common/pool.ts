import assert from "node:assert/strict";
import {
  createAssociatedTokenAccountIdempotentInstruction,
  createBurnInstruction,
  createTransferInstruction,
  getAssociatedTokenAddressSync,
} from "@solana/spl-token";
import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { InProcessChain } from "@truestake/localnet";
import {
  type Deployment,
  decodeLiquidityPool,
  decodePool,
  decodeTicket,
  decodeTicketQueue,
  decodeTruePrice,
  decodeValidatorList,
  decodeValidatorMark,
  exitStakeAddress,
  instructions,
  type LiquidityAddresses,
  type LiquidityPool,
  liquidityAddresses,
  markAddress,
  type Pool,
  type PoolConfig,
  StakeStatus,
  stakeAddress,
  type Ticket,
  ticketAddress,
  transientAddress,
  type ValidatorList,
  type ValidatorRecord,
} from "@truestake/sdk";
import type { Done, TestContext } from "./context";
import { addressesOf, DEFAULTS, LIQUIDITY } from "./defaults";
import { placeOf } from "./fields";

const ADDRESSES_PER_BATCH = 12;

export interface User {
  keypair: Keypair;
  address: PublicKey;
  /** Its account of the pool's token. */
  tokens: PublicKey;
}

/** Somebody with an account of the liquidity pool's shares. */
export interface Provider extends User {
  shares: PublicKey;
}

/** A pool in a test: what it holds, and what one does with it. Everything here goes well, or the test fails. */
export class TestPool {
  /** Where its liquidity pool is, or would be. */
  readonly liquidityPdas: LiquidityAddresses;
  private readonly found = new Map<string, PublicKey>();
  /** Tickets and withdrawn stake accounts have each a nonce of their own. */
  private nonces = 0n;

  constructor(
    readonly context: TestContext,
    readonly pdas: Deployment,
    readonly config: PoolConfig,
    readonly roles: { admin: Keypair; manager: Keypair; guardian: Keypair },
    /** Owns the treasury. */
    readonly treasuryOwner: PublicKey,
  ) {
    for (const [name, address] of Object.entries(addressesOf(pdas))) context.name(address, name);
    context.name(config.treasury, "treasury");
    this.liquidityPdas = liquidityAddresses(pdas);
    const { liquidity, liquiditySol, liquidityTokens, liquidityMint } = this.liquidityPdas;
    context.name(liquidity, "liquidity");
    context.name(liquiditySol, "liquidity's SOL");
    context.name(liquidityTokens, "liquidity's tokens");
    context.name(liquidityMint, "shares");
  }

  get chain(): InProcessChain {
    return this.context.chain;
  }

  /** Its addresses, as instruction builders want them. */
  get deployment(): Deployment & { treasury: PublicKey; liquidity: PublicKey | undefined } {
    const { liquidity } = this.liquidityPdas;
    const exists = this.chain.account(liquidity) !== null;
    return { ...this.pdas, treasury: this.config.treasury, liquidity: exists ? liquidity : undefined };
  }

  // Reading

  get state(): Pool {
    const account = this.chain.account(this.pdas.pool);
    assert(account, "the pool exists");
    return decodePool(this.pdas.pool, account.data);
  }

  get liquidity(): LiquidityPool {
    const account = this.chain.account(this.liquidityPdas.liquidity);
    assert(account, "the liquidity pool exists");
    return decodeLiquidityPool(this.liquidityPdas.liquidity, account.data);
  }

  get list(): ValidatorList {
    const account = this.chain.account(this.pdas.validators);
    assert(account, "the validator list exists");
    return decodeValidatorList(account.data);
  }

  record(index: number): ValidatorRecord {
    return this.list.record(index);
  }

  /** The price's two numbers now, as the program tells them. */
  get price(): { total: bigint; supply: bigint } {
    const { total, supply } = decodeTruePrice(this.context.view(instructions.getPrice({ pool: this.deployment })));
    return { total, supply };
  }

  /** The price's two numbers now, from the account's fields. */
  get books(): { total: bigint; supply: bigint } {
    const { state } = this;
    const { reserveLamports, stakedLamports, pendingGain, pendingLoss, releaseLamports, supply } = state;
    const left = state.releaseEndSlot - bigMax(this.chain.slot, state.releaseStartSlot);
    const span = state.releaseEndSlot - state.releaseStartSlot;
    const unreleased = left > 0n ? (releaseLamports * left + span - 1n) / span : 0n;
    return { total: reserveLamports + stakedLamports + pendingLoss - pendingGain - unreleased, supply };
  }

  /** Lamports in the reserve over its rent. */
  get reserve(): bigint {
    return this.chain.balance(this.pdas.reserve) - this.chain.rentFor(0n);
  }

  stake(index: number): PublicKey {
    const vote = this.vote(index);
    return this.derived(`stake ${vote}`, () => stakeAddress(this.pdas, vote));
  }

  transient(index: number): PublicKey {
    const vote = this.vote(index);
    return this.derived(`transient ${vote}`, () => transientAddress(this.pdas, vote));
  }

  /** Finding an address takes a while: once is enough. */
  private derived(name: string, derive: () => PublicKey): PublicKey {
    const known = this.found.get(name);
    if (known) return known;
    const address = derive();
    this.found.set(name, address);
    return address;
  }

  vote(index: number): PublicKey {
    return this.record(index).vote;
  }

  /** The vote accounts of all validators, in the order of the list. */
  get votes(): PublicKey[] {
    return this.list.records().map(({ vote }) => vote);
  }

  validator(index: number): { index: number; vote: PublicKey } {
    return { index, vote: this.vote(index) };
  }

  /** A nonce that nothing has used. */
  nextNonce(): bigint {
    return this.nonces++;
  }

  /** The account of a ticket that was ordered, from the ring of queued tickets. */
  ticketAddress(sequence: bigint): PublicKey {
    const account = this.chain.account(this.pdas.queue);
    assert(account && sequence < this.state.nextTicket, `ticket ${sequence} was ordered`);
    const address = decodeTicketQueue(account.data).ticket(sequence);
    assert(address, `ticket ${sequence} is in the ring`);
    return this.context.name(address, "ticket");
  }

  ticket(sequence: bigint): Ticket {
    const address = this.ticketAddress(sequence);
    const account = this.chain.account(address);
    assert(account, `ticket ${sequence} exists`);
    return decodeTicket(address, account.data);
  }

  get supply(): bigint {
    return this.chain.account(this.pdas.mint)?.data.readBigUInt64LE(36) ?? 0n;
  }

  tokensOf(account: PublicKey): bigint {
    return this.chain.account(account)?.data.readBigUInt64LE(64) ?? 0n;
  }

  get escrowed(): bigint {
    return this.tokensOf(this.pdas.escrow);
  }

  // People

  user(name = "user", lamports: bigint = DEFAULTS.userLamports): User {
    const keypair = this.context.keypair(name, lamports);
    return { keypair, address: keypair.publicKey, tokens: this.tokenAccount(keypair.publicKey, `${name}'s tokens`) };
  }

  tokenAccount(owner: PublicKey, name = "tokens"): PublicKey {
    const { payer } = this.context;
    const address = getAssociatedTokenAddressSync(this.pdas.mint, owner, true);
    const make = createAssociatedTokenAccountIdempotentInstruction;
    this.context.done(make(payer.publicKey, address, owner, this.pdas.mint));
    return this.context.name(address, name);
  }

  /** Somebody with accounts for tokens and for shares of the liquidity pool. */
  provider(name = "provider", lamports: bigint = DEFAULTS.userLamports): Provider {
    const user = this.user(name, lamports);
    const { liquidityMint } = this.liquidityPdas;
    const shares = getAssociatedTokenAddressSync(liquidityMint, user.address, true);
    const make = createAssociatedTokenAccountIdempotentInstruction;
    this.context.done(make(this.context.payer.publicKey, shares, user.address, liquidityMint));
    return { ...user, shares: this.context.name(shares, `${name}'s shares`) };
  }

  openTreasury(): void {
    this.tokenAccount(this.treasuryOwner, "treasury");
  }

  // Instructions of users

  depositInstruction(
    user: User,
    lamports: bigint,
    { minimum = 1n, referrer, ifBalance }: { minimum?: bigint; referrer?: PublicKey; ifBalance?: bigint } = {},
  ) {
    return instructions.depositSol({
      pool: this.deployment,
      depositor: user.address,
      destination: user.tokens,
      lamports,
      minimumTokensOut: minimum,
      referrer,
      ifBalance,
    });
  }

  deposit(user: User, lamports: bigint, options: { minimum?: bigint; referrer?: PublicKey } = {}): Done {
    return this.context.done(this.depositInstruction(user, lamports, options), [user.keypair]);
  }

  orderInstruction(
    user: User,
    tokens: bigint,
    minimum = 1n,
    { nonce = this.nextNonce(), payer }: { nonce?: bigint; payer?: PublicKey } = {},
  ): TransactionInstruction {
    const { address: owner, tokens: source } = user;
    const pool = this.deployment;
    this.context.name(ticketAddress(pool, owner, nonce), "ticket");
    return instructions.orderUnstake({ pool, payer, owner, source, nonce, tokens, minimumLamportsOut: minimum });
  }

  /** Orders an unstake; returns the ticket's number. */
  order(user: User, tokens: bigint): bigint {
    const sequence = this.state.nextTicket;
    this.context.done(this.orderInstruction(user, tokens), [user.keypair]);
    return sequence;
  }

  cancelInstruction(user: User, sequence: bigint) {
    const { address: owner, tokens: destination } = user;
    return instructions.cancelTicket({
      pool: this.deployment,
      ticket: this.ticketAddress(sequence),
      owner,
      destination,
      minimumTokensOut: 0n,
    });
  }

  cancel(user: User, sequence: bigint): Done {
    return this.context.done(this.cancelInstruction(user, sequence), [user.keypair]);
  }

  /** The rent goes to who paid it; to the owner where the ticket is gone, for the attempt. */
  claimInstruction(owner: PublicKey, sequence: bigint): TransactionInstruction {
    const ticket = this.ticketAddress(sequence);
    const account = this.chain.account(ticket);
    const rentPayer = account ? decodeTicket(ticket, account.data).rentPayer : owner;
    return instructions.claimTicket({ pool: this.deployment, ticket, owner, rentPayer });
  }

  claim(owner: PublicKey, sequence: bigint): Done {
    return this.context.done(this.claimInstruction(owner, sequence));
  }

  /** Burns tokens with the token program, past the pool. */
  burn(user: User, tokens: bigint): void {
    this.context.done(createBurnInstruction(user.tokens, this.pdas.mint, user.address, tokens), [user.keypair]);
  }

  transferTokens(from: User, to: PublicKey, tokens: bigint): void {
    this.context.done(createTransferInstruction(from.tokens, to, from.address, tokens), [from.keypair]);
  }

  // Liquidity

  createLiquidityInstruction(
    config: Partial<instructions.LiquidityConfig> = {},
    seedLamports: bigint = LIQUIDITY.seed,
    admin = this.roles.admin.publicKey,
    payer = admin,
  ): TransactionInstruction {
    const { seed: _, ...rest } = LIQUIDITY;
    const pool = this.deployment;
    return instructions.createLiquidity({ pool, payer, admin, seedLamports, config: { ...rest, ...config } });
  }

  createLiquidity(config: Partial<instructions.LiquidityConfig> = {}, seedLamports: bigint = LIQUIDITY.seed): Done {
    return this.context.done(this.createLiquidityInstruction(config, seedLamports), [this.roles.admin]);
  }

  setLiquidityInstruction(config: Partial<instructions.LiquidityConfig>, admin = this.roles.admin.publicKey) {
    const { seed: _, ...rest } = LIQUIDITY;
    return instructions.setLiquidityConfig({ pool: this.deployment, admin, config: { ...rest, ...config } });
  }

  setLiquidity(config: Partial<instructions.LiquidityConfig>): Done {
    return this.context.done(this.setLiquidityInstruction(config), [this.roles.admin]);
  }

  sellInstruction(
    user: User,
    tokens: bigint,
    minimum = 1n,
    options: { recipient?: PublicKey; ifBalance?: bigint } = {},
  ): TransactionInstruction {
    const { address: seller, tokens: source } = user;
    const pool = this.deployment;
    return instructions.liquidUnstake({ pool, seller, source, tokens, minimumLamportsOut: minimum, ...options });
  }

  /** Sells tokens to the liquidity pool. */
  sell(user: User, tokens: bigint): Done {
    return this.context.done(this.sellInstruction(user, tokens), [user.keypair]);
  }

  addLiquidityInstruction({ address, shares }: Provider, lamports: bigint, minimum = 1n, ifBalance?: bigint) {
    const options = { pool: this.deployment, provider: address, destination: shares, ifBalance };
    return instructions.addLiquidity({ ...options, lamports, minimumSharesOut: minimum });
  }

  addLiquidity(provider: Provider, lamports: bigint): Done {
    return this.context.done(this.addLiquidityInstruction(provider, lamports), [provider.keypair]);
  }

  /** Lets time pass until the fee line has followed all that was added, and all that was held is released. */
  settleLiquidity(): void {
    for (let passed = 0; passed < 2; passed++) this.nextEpoch();
  }

  removeLiquidityInstruction(
    provider: Provider,
    shares: bigint,
    minimum: { lamports?: bigint; tokens?: bigint } = {},
    options: { recipient?: PublicKey; ifBalance?: bigint } = {},
  ): TransactionInstruction {
    return instructions.removeLiquidity({
      pool: this.deployment,
      provider: provider.address,
      source: provider.shares,
      destination: provider.tokens,
      shares,
      minimumLamportsOut: minimum.lamports ?? 0n,
      minimumTokensOut: minimum.tokens ?? 0n,
      ...options,
    });
  }

  removeLiquidity(provider: Provider, shares: bigint): Done {
    return this.context.done(this.removeLiquidityInstruction(provider, shares), [provider.keypair]);
  }

  // Stake accounts in and out

  depositStakeInstruction(user: User, deposited: PublicKey, index: number, minimum = 1n) {
    return instructions.depositStakeAccount({
      pool: this.deployment,
      depositor: user.address,
      deposited,
      validator: this.validator(index),
      destination: user.tokens,
      minimumTokensOut: minimum,
    });
  }

  depositStake(user: User, deposited: PublicKey, index: number): Done {
    return this.context.done(this.depositStakeInstruction(user, deposited, index), [user.keypair]);
  }

  withdrawStakeInstruction(
    user: User,
    index: number,
    tokens: bigint,
    options: { minimum?: bigint; nonce?: bigint; payer?: PublicKey; authority?: PublicKey } = {},
  ): TransactionInstruction {
    const { minimum = 1n, nonce = this.nextNonce(), payer, authority } = options;
    this.exitStake(user, nonce);
    return instructions.withdrawStakeAccount({
      pool: this.deployment,
      payer,
      owner: user.address,
      authority,
      source: user.tokens,
      validator: this.validator(index),
      nonce,
      tokens,
      minimumLamportsOut: minimum,
    });
  }

  /** Where a withdrawal with this nonce puts the stake account. */
  exitStake(user: User, nonce: bigint): PublicKey {
    return this.context.name(exitStakeAddress(this.pdas, user.address, nonce), "new stake");
  }

  /** Burns tokens for a new stake account. */
  withdrawStake(user: User, index: number, tokens: bigint): Done & { stake: PublicKey } {
    const nonce = this.nextNonce();
    const instruction = this.withdrawStakeInstruction(user, index, tokens, { nonce });
    return Object.assign(this.context.done(instruction, [user.keypair]), { stake: this.exitStake(user, nonce) });
  }

  // Governance

  proposeInstruction(change: instructions.ConfigChange, admin = this.roles.admin.publicKey) {
    return instructions.proposeConfig({ pool: this.deployment, admin, change });
  }

  propose(change: instructions.ConfigChange): Done {
    return this.context.done(this.proposeInstruction(change), [this.roles.admin]);
  }

  pauseInstruction(seconds: number, guardian = this.roles.guardian.publicKey) {
    return instructions.pause({ pool: this.deployment, guardian, seconds });
  }

  pause(seconds = 1_000): Done {
    return this.context.done(this.pauseInstruction(seconds), [this.roles.guardian]);
  }

  // Validators

  /** The mark of a validator's place in the list. */
  mark(vote: PublicKey): PublicKey {
    return this.context.name(markAddress(this.pdas, vote), "mark");
  }

  addValidatorInstruction(
    vote: PublicKey,
    score: number,
    manager = this.roles.manager.publicKey,
    options: { cap?: bigint; payer?: PublicKey } = {},
  ): TransactionInstruction {
    this.mark(vote);
    return instructions.addValidator({ pool: this.deployment, validatorManager: manager, vote, score, ...options });
  }

  /** Lists a new validator; returns its index. */
  addValidator(score: number, vote = this.chain.createVoteAccount(), cap?: bigint): number {
    const index = this.list.count;
    const { manager } = this.roles;
    this.context.done(this.addValidatorInstruction(vote, score, manager.publicKey, { cap }), [manager]);
    this.context.name(vote, `vote ${index}`);
    this.context.name(this.stake(index), `stake ${index}`);
    this.context.name(this.transient(index), `transient ${index}`);
    return index;
  }

  setScoreInstruction(index: number, score: number, manager = this.roles.manager.publicKey) {
    const validator = this.validator(index);
    return instructions.setScore({ pool: this.deployment, validatorManager: manager, validator, score });
  }

  setScore(index: number, score: number): Done {
    return this.context.done(this.setScoreInstruction(index, score), [this.roles.manager]);
  }

  setScoresInstruction(changes: Partial<instructions.ScoreChange>[], manager = this.roles.manager.publicKey) {
    const complete = changes.map((change) => {
      const { index = 0 } = change;
      const { vote, score, cap, keep } = this.record(index);
      return { index, vote, score, cap, keep: Boolean(keep), ...change };
    });
    return instructions.setScores({ pool: this.deployment, validatorManager: manager, changes: complete });
  }

  /** Sets scores, caps and keep flags by index; what is left out stays as it is. */
  setScores(...changes: Partial<instructions.ScoreChange>[]): Done {
    return this.context.done(this.setScoresInstruction(changes), [this.roles.manager]);
  }

  emergencyInstruction(index: number, manager = this.roles.manager.publicKey) {
    const validator = this.validator(index);
    return instructions.emergencyDeactivate({ pool: this.deployment, validatorManager: manager, validator });
  }

  emergency(index: number): Done {
    return this.context.done(this.emergencyInstruction(index), [this.roles.manager]);
  }

  removeValidatorInstruction(index: number): TransactionInstruction {
    const validator = this.validator(index);
    const mark = this.chain.account(this.mark(validator.vote));
    const rentPayer = mark ? decodeValidatorMark(mark.data).rentPayer : this.roles.manager.publicKey;
    const lastVote = this.vote(this.list.count - 1);
    this.mark(lastVote);
    return instructions.removeValidator({ pool: this.deployment, validator, rentPayer, lastVote });
  }

  /** Takes a drained validator off the list; the last one takes its index. */
  removeValidator(index: number): Done {
    return this.context.done(this.removeValidatorInstruction(index));
  }

  // Cranks

  delegateInstruction(index: number): TransactionInstruction {
    return instructions.delegateReserve({ pool: this.deployment, validator: this.validator(index) });
  }

  delegate(index: number): Done {
    return this.context.done(this.delegateInstruction(index));
  }

  /** Delegates to every validator to which the rules let something go; returns how many. */
  delegateAll(): number {
    let count = 0;
    for (let index = 0; index < this.list.count; index++) {
      const { error, logs } = this.context.send(this.delegateInstruction(index));
      if (!error) count += 1;
      else assert(QUIET.has(error), `${error}\n${logs.join("\n")}`);
    }
    return count;
  }

  deactivateInstruction(index: number): TransactionInstruction {
    return instructions.deactivateStake({ pool: this.deployment, validator: this.validator(index) });
  }

  deactivate(index: number): Done {
    return this.context.done(this.deactivateInstruction(index));
  }

  /** Whether the epoch's moving part has begun, in which stake is rebalanced and tickets of the epoch are served. */
  get isMoving(): boolean {
    return this.chain.slot >= this.movingSlot;
  }

  /** First slot of this epoch's moving part. */
  get movingSlot(): bigint {
    const { slotsPerEpoch, epoch } = this.chain;
    const slots = (slotsPerEpoch * BigInt(this.state.movingPart)) / 10_000n;
    return (epoch + 1n) * slotsPerEpoch - bigMax(slots, 1n);
  }

  /** Lets slots pass until the epoch's moving part begins; none if it has. */
  toMovingPart(): this {
    if (!this.isMoving) this.chain.advanceSlots(this.movingSlot - this.chain.slot);
    return this;
  }

  /**
   * Deactivates with every validator from which the rules take something; returns how many. In the epoch's moving part, to
   * which it lets slots pass, unless `now` says otherwise.
   */
  deactivateAll({ now = false } = {}): number {
    if (!now) this.toMovingPart();
    let count = 0;
    for (let index = 0; index < this.list.count; index++) {
      const { error, logs } = this.context.send(this.deactivateInstruction(index));
      if (!error) count += 1;
      else assert(QUIET.has(error), `${error}\n${logs.join("\n")}`);
    }
    return count;
  }

  updateValidatorsInstruction(
    indexes = Array.from({ length: this.list.count }, (_, index) => index),
    measureOnly = false,
  ): TransactionInstruction {
    const { list } = this;
    const validators = indexes.map((index) => list.record(index));
    return instructions.updateValidators({ pool: this.deployment, validators, measureOnly });
  }

  updatePoolInstruction(): TransactionInstruction {
    return instructions.updatePool({ pool: this.deployment });
  }

  /** Measures all validators, as many in a transaction as fit. */
  updateValidators(measureOnly = false): void {
    const { list } = this;
    let batch: number[] = [];
    let addresses = 0;
    const flush = () => {
      if (batch.length > 0) this.context.done(this.updateValidatorsInstruction(batch, measureOnly));
      batch = [];
      addresses = 0;
    };
    for (const record of list.records()) {
      batch.push(record.index);
      addresses += 1 + Number(record.transientStatus > StakeStatus.Idle);
      if (addresses >= ADDRESSES_PER_BATCH) flush();
    }
    flush();
  }

  /** The epoch update. */
  update(): Done {
    this.updateValidators();
    return this.context.done(this.updatePoolInstruction());
  }

  /** Goes on to the next epoch and updates. */
  nextEpoch(rewards: Parameters<InProcessChain["payRewards"]>[0] = []): Done {
    this.chain.passEpochs(1);
    this.chain.payRewards(rewards);
    return this.update();
  }

  settleInstruction(count = 1, from = this.state.nextSettlement): TransactionInstruction {
    const tickets = Array.from({ length: count }, (_, place) => this.ticketAddress(from + BigInt(place)));
    return instructions.settleTickets({ pool: this.deployment, tickets });
  }

  settle(count = 1): Done {
    return this.context.done(this.settleInstruction(count));
  }

  // What no instruction does

  /** Writes a number into a field of an account of the program. */
  inject(address: PublicKey, kind: string, field: string, value: bigint): void {
    const account = this.chain.account(address);
    assert(account, `${kind} exists`);
    const { offset, bytes } = placeOf(kind, field);
    const encoded = Buffer.alloc(8);
    encoded.writeBigUInt64LE(BigInt.asUintN(64, value));
    encoded.copy(account.data, offset, 0, bytes);
    this.chain.setAccount(address, account);
  }

  injectPool(field: string, value: bigint): void {
    this.inject(this.pdas.pool, "Pool", field, value);
  }

  /** Writes a number into a validator's record. */
  injectRecord(index: number, field: string, value: bigint): void {
    this.inject(this.pdas.validators, "ValidatorList", `[${index}].${field}`, value);
  }

  /** Writes another supply into the mint. */
  injectSupply(supply: bigint): void {
    const account = this.chain.account(this.pdas.mint);
    assert(account, "the mint exists");
    account.data.writeBigUInt64LE(supply, 36);
    this.chain.setAccount(this.pdas.mint, account);
  }
}

/** Why a crank has nothing to do. */
const QUIET = new Set([
  "AtTarget",
  "ReserveNeeded",
  "BelowMinimumDelegation",
  "MoveLimitReached",
  "TransientInUse",
  "StakeNotActive",
  "StakeCoolingDown",
  "NothingToDeactivate",
  "InvalidVoteAccount",
  "OutsideMovingPart",
]);

function bigMax(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
