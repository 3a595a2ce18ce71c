// Stake accounts that users make, bring and take.
import { NEVER } from "@truestake/localnet";
import { decodeStakeAccount } from "@truestake/sdk";
import { quoteDepositStakeAccount, quoteWithdrawStakeAccount } from "@truestake/sdk/quotes";
import fc from "fast-check";
import { SOL } from "../../common";
import type { Life } from "../life";
import { depositStake, stakeFor, withdrawStake } from "../reference/stakes";
import type { ModelValidator } from "../reference/validators";
import { stakeRent } from "../reference/world";
import { amount } from "../setup";
import { kind, part, partOf, place, rarely, seldom } from "./command";
import { anyUser } from "./people";
import { owner } from "./users";

/** A place of the list; of a validator with stake, if there is one and it matters. */
export function someIndex({ world }: Life, place: number, hasStake = false): number {
  const all = world.validators.map((_, index) => index);
  const staked = all.filter((index) => (world.validators[index]?.stakeStatus ?? 0n) >= 2n);
  const from = hasStake && staked.length > 0 ? staked : all;
  return from[place % Math.max(from.length, 1)] ?? 0;
}

const make = kind(
  "makeStake",
  4,
  {
    user: anyUser,
    place,
    stake: amount(100n * SOL),
    loose: fc.option(amount(SOL), { freq: 3, nil: 0n }),
    isLocked: rarely(12),
  },
  (life, { user, place, stake, loose, isLocked }) => {
    const record = life.world.validators[someIndex(life, place)];
    // The stake program, too, waits for a payout's end.
    if (!record || !life.world.votes[record.vote]?.open || life.world.clock.rewardsActive) return;
    const { vote } = record;
    const { epoch } = life.world.clock;
    const lockedUntil = isLocked ? epoch + 3n : 0n;
    const lamports = stake + life.world.minimumDelegation;
    const id = life.next("g");
    life.happens(
      "a user delegates",
      () => {
        const voteKey = life.votes[vote] as never;
        const options = { loose, lockedUntilEpoch: Number(lockedUntil) };
        life.watch(`given ${id}`, life.context.stakeAccount(life.user(user).keypair, voteKey, lamports, options));
      },
      (world) => {
        const delegation = { vote, stake: lamports, activation: epoch, deactivation: NEVER };
        const account = { lamports: stakeRent(world) + lamports + loose, isStake: true, delegation };
        world.given[id] = { owner: user, account, lockedUntil };
        return account.lamports;
      },
    );
  },
);

const bring = kind("depositStake", 5, { place, other: seldom(8, place) }, (life, { place, other }) => {
  const { world, pool, context } = life;
  const ids = Object.keys(world.given);
  const id = ids[place % Math.max(ids.length, 1)];
  const given = id === undefined ? undefined : world.given[id];
  if (id === undefined || !given || world.validators.length === 0) return;
  const found = world.validators.findIndex(({ vote }) => vote === given.account.delegation?.vote);
  const index = other !== undefined || found < 0 ? someIndex(life, other ?? place) : found;
  const user = life.user(given.owner);
  const address = life.address(`given ${id}`);
  life.perform({
    name: "deposit_stake_account",
    user: given.owner,
    instruction: pool.depositStakeInstruction(user, address, index),
    signers: [user.keypair],
    predict: (next) => depositStake(next, { id, index }),
    quote: (snapshot) => {
      const deposited = decodeStakeAccount(address, context.chain.account(address));
      if (!deposited) throw new Error(`the account ${id} is gone`);
      const ask = { deposited, depositor: user.address };
      const quote = quoteDepositStakeAccount(snapshot, life.stakeRules, life.situation(index), ask);
      const { tokens, premium, feeTokens, stakeLamports, looseLamports } = quote;
      const lamports = { stake_lamports: stakeLamports, loose_lamports: looseLamports };
      return { tokens, premium, treasury_tokens: feeTokens, ...lamports };
    },
  });
});

/** The fewest tokens that are worth so much stake of a validator, fee paid. */
function tokensFor(life: Life, record: ModelValidator, lamports: bigint): bigint {
  let [low, high] = [0n, life.world.books.supply];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (stakeFor(life.world, record, middle).lamports >= lamports) high = middle;
    else low = middle + 1n;
  }
  return low;
}

/** The stake of a validator stake account. */
function stakeAt({ world }: Life, index: number): bigint {
  const { vote = "" } = world.validators[index] ?? {};
  return world.accounts[vote]?.stake.delegation?.stake ?? 0n;
}

const take = kind(
  "withdrawStake",
  6,
  {
    user: anyUser,
    place,
    part,
    isWhole: rarely(4),
    payer: seldom(6, anyUser),
    to: seldom(6, anyUser),
    again: seldom(12, place),
  },
  (life, { user: meant, place, part, isWhole, payer, to, again }) => {
    const user = owner(life, meant, "tokens");
    const { world, pool } = life;
    if (world.validators.length === 0) return;
    const has = world.people[user]?.tokens ?? 0n;
    const wholes = world.validators.map((record, at) => tokensFor(life, record, stakeAt(life, at)));
    const affordable = wholes.findIndex((tokens) => tokens > 0n && tokens <= has);
    const index = isWhole && affordable >= 0 ? affordable : someIndex(life, place, true);
    const tokens = isWhole ? (wholes[index] ?? 0n) : partOf(has, part);
    // A nonce that was used before is free again when the account is gone.
    const used = Object.values(world.exits).filter((exit) => exit.user === user);
    const nonce = again === undefined ? undefined : used[again % Math.max(used.length, 1)]?.nonce;
    const exit = { user, nonce: nonce ?? pool.nextNonce() };
    const taken = Object.keys(world.exits).find((id) => {
      const old = world.exits[id];
      return world.given[id] !== undefined && old?.user === user && old.nonce === exit.nonce;
    });
    const id = taken ?? life.next("g");
    if (!taken) life.watch(`given ${id}`, pool.exitStake(life.user(user), exit.nonce));
    const sponsor = payer === undefined ? undefined : life.user(payer);
    life.perform({
      name: "withdraw_stake_account",
      user,
      others: [payer, to],
      instruction: pool.withdrawStakeInstruction(life.user(user), index, tokens, {
        nonce: exit.nonce,
        payer: sponsor?.address,
        authority: to === undefined ? undefined : life.user(to).address,
      }),
      signers: [life.user(user).keypair, ...(sponsor ? [sponsor.keypair] : [])],
      predict: (next) => withdrawStake(next, { user, index, tokens, id, exit, payer, to }),
      quote: (snapshot) => {
        const quote = quoteWithdrawStakeAccount(snapshot, life.stakeRules, life.situation(index), tokens);
        return { lamports: quote.lamports, fee: quote.fee };
      },
    });
  },
);

export const STAKE_KINDS = [make, bring, take];
