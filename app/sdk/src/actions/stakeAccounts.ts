import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { PoolSnapshot } from "../accounts/snapshot";
import { fetchStakeAccount } from "../accounts/stakeAccount";
import { programError } from "../errors";
import { findEvent } from "../events";
import * as instructions from "../instructions";
import { poolAddresses } from "../pda";
import { quoteDepositStakeAccount } from "../quote/depositStakeAccount";
import type { StakeRules, ValidatorSituation } from "../quote/moves";
import { planStakeWithdrawals, quoteWithdrawStakeAccount, type StakeWithdrawal } from "../quote/withdrawStakeAccount";
import { EPOCH_ENDED, retrying } from "../races";
import { fetchExitStakes, fetchSituations, fetchStakeRules } from "../rebalance";
import type { Sent } from "../transaction/send";
import { atFreeNonce } from "./nonces";
import { listed, minimumOf, type Session, send, update } from "./session";

export interface StakeDeposit {
  stake: PublicKey;
  /** Receives the tokens. */
  destination: PublicKey;
  minimumTokensOut: bigint | undefined;
  /** Sent before the deposit. */
  before: TransactionInstruction[];
}

/** A stake account that was taken. */
export interface StakeTaken extends Sent {
  /** Its address. */
  stake: PublicKey;
  /** Vote account of its validator. */
  vote: PublicKey;
  /** Delegated lamports. */
  lamports: bigint;
}

/** Deposits a stake account of the wallet's for tokens. */
export async function depositStakeAccount(
  session: Session,
  { stake, destination, minimumTokensOut, before }: StakeDeposit,
): Promise<Sent & { tokens: bigint }> {
  const depositor = session.wallet.publicKey;
  const sent = await retrying(EPOCH_ENDED, async () => {
    const { snapshot } = await update(session);
    const deposited = await fetchStakeAccount(session.connection, stake);
    if (!deposited.delegation) throw programError("StakeNotActive");
    const { rules, validator } = await situationOf(session, snapshot, deposited.delegation.vote);
    const quote = () => quoteDepositStakeAccount(snapshot, rules, validator, { deposited, depositor });
    const deposit = instructions.depositStakeAccount({
      pool: snapshot.pool,
      depositor,
      deposited: stake,
      validator: { vote: validator.record.vote },
      destination,
      minimumTokensOut: minimumTokensOut ?? minimumOf(session, quote().tokens),
      programId: session.options.programId,
    });
    return send(session, [...before, deposit]);
  });
  return { ...sent, tokens: findEvent(sent.events, "StakeAccountDeposited")?.data.tokens ?? 0n };
}

export interface StakeRequest {
  tokens: bigint;
  /** Gives the tokens. */
  source: PublicKey;
  /** Vote account of the validator; one that can give all of it if not given. */
  vote: PublicKey | undefined;
  minimumLamportsOut: bigint | undefined;
  /** Becomes staker and withdrawer of the account; the wallet if not given. */
  authority?: PublicKey | undefined;
}

/** Burns tokens for a stake account, at an address of the wallet's own: no new key has to sign. */
export async function withdrawStakeAccount(
  session: Session,
  { tokens, source, minimumLamportsOut, authority, ...options }: StakeRequest,
): Promise<StakeTaken> {
  const { programId } = session.options;
  const { pool } = poolAddresses(session.mint, programId);
  return atFreeNonce(session, "exit", pool, ({ nonce, address: stake }) =>
    retrying(EPOCH_ENDED, async () => {
      const { snapshot } = await update(session);
      const vote = options.vote ?? (await giverOf(session, snapshot, tokens));
      const { rules, validator } = await situationOf(session, snapshot, vote);
      const quote = () => quoteWithdrawStakeAccount(snapshot, rules, validator, tokens);
      const instruction = instructions.withdrawStakeAccount({
        pool: snapshot.pool,
        owner: session.wallet.publicKey,
        authority,
        source,
        validator: { vote },
        nonce,
        tokens,
        minimumLamportsOut: minimumLamportsOut ?? minimumOf(session, quote().lamports),
        programId,
      });
      const sent = await send(session, [instruction]);
      const { lamports = 0n } = findEvent(sent.events, "StakeAccountWithdrawn")?.data ?? {};
      return { ...sent, stake, vote, lamports };
    }),
  );
}

/** Burns tokens for as many stake accounts as it takes, one transaction each. */
export async function withdrawStakeAccounts(
  session: Session,
  { tokens, source }: Pick<StakeRequest, "tokens" | "source">,
): Promise<StakeTaken[]> {
  const { snapshot } = await update(session);
  const taken: StakeTaken[] = [];
  for (const { record, tokens: part } of await withdrawalsOf(session, snapshot, tokens)) {
    const request = { tokens: part, source, vote: record.vote, minimumLamportsOut: undefined };
    taken.push(await withdrawStakeAccount(session, request));
  }
  return taken;
}

async function withdrawalsOf(session: Session, snapshot: PoolSnapshot, tokens: bigint): Promise<StakeWithdrawal[]> {
  const { rules, validators } = await fetchExitStakes(session.connection, snapshot, session.options);
  return planStakeWithdrawals(snapshot, rules, validators, tokens);
}

/** A validator that can give all the stake for `tokens`; `NotEnoughStake` when that takes several. */
async function giverOf(session: Session, snapshot: PoolSnapshot, tokens: bigint): Promise<PublicKey> {
  const [first, ...others] = await withdrawalsOf(session, snapshot, tokens);
  if (!first || others.length > 0) throw programError("NotEnoughStake");
  return first.record.vote;
}

/** A listed validator with its accounts. */
async function situationOf(
  { connection, options }: Session,
  { pool, validators }: PoolSnapshot,
  vote: PublicKey,
): Promise<{ rules: StakeRules; validator: ValidatorSituation }> {
  const record = listed(validators.find(vote));
  const [rules, [validator]] = await Promise.all([
    fetchStakeRules(connection),
    fetchSituations(connection, pool.pool, [record], options.programId),
  ]);
  return { rules, validator: validator as ValidatorSituation };
}
