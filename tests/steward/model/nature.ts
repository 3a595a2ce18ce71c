// What happens without the steward: epochs, votes, vote accounts, the pool's own cranks and its holders.
import assert from "node:assert/strict";
import { instructions, StakeStatus } from "@truestake/sdk";
import { SOL } from "../../common";
import type { TestValidator } from "../../common/steward";
import type { Life } from "./life";
import { BPS, MILLION } from "./rules";
import type { VoteAccount, World } from "./world";

/** Vote accounts remember so many epochs. */
const REMEMBERED = 64;
/** In version 4, where the BLS key is. */
const BLS = { flag: 144, bytes: 48 } as const;

export const voteOf = (world: World, validator: number): VoteAccount =>
  world.votes[validator] ?? assert.fail(`no validator ${validator}`);

export const validatorOf = (life: Life, validator: number): TestValidator =>
  life.validators[validator] ?? assert.fail(`no validator ${validator}`);

/** Credits for an epoch, and the last vote; the account is neither closed nor of an unknown layout. */
function credit(life: Life, world: World, number: number, epoch: bigint, credits: bigint, slot: bigint): void {
  validatorOf(life, number).addCredits(epoch, credits, slot);
  const vote = voteOf(world, number);
  const last = vote.credits.at(-1);
  if (last?.epoch === epoch) last.credits += credits;
  else vote.credits.push({ epoch, credits });
  vote.credits = vote.credits.slice(-REMEMBERED);
  vote.lastVoted = slot;
}

const votes = ({ isOpen, isReadable }: VoteAccount): boolean => isOpen && isReadable;

export interface Epoch {
  /** Credits of a slot that the cluster has in the mean. */
  cluster: bigint;
  /** What a lamport of all stake earns, in parts per million. */
  reward: bigint;
  /** Whether rewards are paid at all: if not, the sysvar stays what it was. */
  isPaid: boolean;
}

/** The epoch ends: validators have voted, and stake is paid what they leave of it. */
export function passEpoch(life: Life, { cluster, reward, isPaid }: Epoch): void {
  const { chain } = life;
  const ended = chain.epoch;
  life.happens(
    "an epoch's end",
    () => chain.passEpochs(1),
    (world) => {
      const slots = chain.slotsPerEpoch;
      const effective = chain.stakeHistory.get(ended)?.effective ?? assert.fail();
      if (isPaid) {
        const lamports = (effective * reward) / MILLION;
        const points = effective * cluster * slots;
        chain.setEpochRewards({ points, lamports });
        world.cluster.rewards = { height: chain.blockHeight + 1n, points, lamports, isActive: false };
      }
      const rewards = life.validators.flatMap((validator, number) => {
        if (!votes(voteOf(world, number))) return [];
        const { credits, vote, taken = validator.commission } = validator;
        if (credits > 0n) {
          credit(life, world, number, ended, credits * slots, chain.slot - 1n);
          credit(life, world, number, chain.epoch, 0n, chain.slot);
        }
        if (!isPaid || cluster === 0n) return [];
        return [{ vote, partsPerMillion: (reward * credits * (BPS - taken)) / (cluster * BPS) }];
      });
      if (rewards.length > 0) chain.payRewards(rewards);
    },
  );
}

/** Some of the epoch passes; those that are named vote at its end. */
export function passTime(life: Life, slots: bigint, voters: readonly number[] = []): void {
  const { chain } = life;
  const left = chain.slotsPerEpoch - (chain.slot % chain.slotsPerEpoch) - 1n;
  life.happens(
    "time passes",
    () => chain.advanceSlots(slots < left ? slots : left),
    (world) => {
      for (const number of voters) {
        if (votes(voteOf(world, number))) credit(life, world, number, chain.epoch, 0n, chain.slot);
      }
    },
  );
}

export function setRewardsActive(life: Life, isActive: boolean): void {
  life.happens(
    "a payout",
    () => life.chain.setRewardsActive(isActive),
    ({ cluster }) => {
      cluster.rewards.isActive = isActive;
    },
  );
}

// Vote accounts

export function setCommission(life: Life, number: number, percent: number): void {
  if (!votes(voteOf(life.world, number))) return;
  life.happens(
    "a commission",
    () => validatorOf(life, number).setCommission(percent * 100),
    (world) => {
      voteOf(world, number).commission = BigInt(percent) * 100n;
    },
  );
}

export function close(life: Life, number: number): void {
  life.happens(
    "a closed vote account",
    () => validatorOf(life, number).close(),
    (world) => Object.assign(voteOf(world, number), { isOpen: false, isReadable: true, credits: [] }),
  );
}

/** A closed account is made anew at the same address: it begins with this epoch. */
export function reopen(life: Life, number: number): void {
  const { chain } = life;
  if (voteOf(life.world, number).isOpen) return;
  const { vote, withdrawer } = validatorOf(life, number);
  life.happens(
    "a vote account made anew",
    () => {
      const made = chain.createVoteAccount({ commission: 5, withdrawer: withdrawer.publicKey });
      chain.setAccount(vote, { ...(chain.account(made) ?? assert.fail()), lamports: Number(chain.balance(vote)) });
      chain.setVoting(made, false);
    },
    (world) => {
      const vote = voteOf(world, number);
      Object.assign(vote, { isOpen: true, isReadable: true, commission: 500n, hasBlsKey: false, credits: [] });
      credit(life, world, number, chain.epoch, 1n, chain.slot);
    },
  );
}

/** An upgrade of the vote program: a layout that the steward does not know; or knows again. */
export function changeLayout(life: Life, number: number): void {
  const { isOpen, isReadable } = voteOf(life.world, number);
  if (!isOpen) return;
  life.happens(
    "a layout",
    () => validatorOf(life, number).write((data) => data.writeUInt32LE(data.readUInt32LE(0) ^ 16, 0)),
    (world) => {
      voteOf(world, number).isReadable = !isReadable;
    },
  );
}

/** Adds a BLS key. */
export function addBlsKey(life: Life, number: number): void {
  const vote = voteOf(life.world, number);
  const { data } = validatorOf(life, number);
  if (!votes(vote) || vote.hasBlsKey || data.readUInt32LE(0) !== 3) return;
  life.happens(
    "a BLS key",
    () =>
      validatorOf(life, number).write((bytes) => {
        const rest = Buffer.from(bytes.subarray(BLS.flag + 1, bytes.length - BLS.bytes));
        bytes.writeUInt8(1, BLS.flag);
        bytes.fill(9, BLS.flag + 1, BLS.flag + 1 + BLS.bytes);
        rest.copy(bytes, BLS.flag + 1 + BLS.bytes);
      }),
    (world) => {
      voteOf(world, number).hasBlsKey = true;
    },
  );
}

export function fundVote(life: Life, number: number, lamports: bigint): void {
  life.happens(
    "SOL for a vote account",
    () => life.chain.donate(validatorOf(life, number).vote, lamports),
    (world) => {
      voteOf(world, number).lamports += lamports;
    },
  );
}

// The pool and its holders

/** The epoch's update, unless it was made. */
export function updatePool(life: Life): void {
  const { pool, chain } = life;
  if (pool.state.lastUpdateEpoch === chain.epoch || life.world.cluster.rewards.isActive) return;
  life.happens("the pool's update", () => pool.update());
}

/** Stake goes where the scores say; so many of the validators vote meanwhile. */
export function moveStake(life: Life): void {
  const { pool, chain } = life;
  if (pool.state.lastUpdateEpoch !== chain.epoch || life.world.cluster.rewards.isActive) return;
  const slots = pool.movingSlot > chain.slot ? pool.movingSlot - chain.slot : 0n;
  const voters = life.validators.flatMap(({ credits }, number) => (credits > 0n ? [number] : []));
  passTime(life, slots, voters);
  life.happens("moves of stake", () => {
    // The stake program knows neither a closed vote account nor a layout that is to come: such stake waits.
    const places = [...pool.list.records().keys()];
    for (const place of places) life.ground.context.send(pool.deactivateInstruction(place));
    for (const place of places) life.ground.context.send(pool.delegateInstruction(place));
  });
}

/** Some of a validator's stake is lost, and seen at once or by the next update. */
export function slash(life: Life, number: number, partsPerMillion: bigint, isSeen: boolean): void {
  const record = life.pool.list.find(validatorOf(life, number).vote);
  if (record?.stakeStatus !== StakeStatus.Delegated) return;
  if (life.world.cluster.rewards.isActive) return;
  life.happens("a loss", () => {
    life.chain.slash(record.stake, partsPerMillion);
    if (isSeen) life.pool.updateValidators();
  });
}

/** SOL for a stake account: nobody's reward. */
export function donate(life: Life, number: number, lamports: bigint): void {
  const record = life.pool.list.find(validatorOf(life, number).vote);
  if (record) life.happens("a gift", () => life.chain.donate(record.stake, lamports));
}

/** A holder comes or goes. */
export function trade(life: Life, lamports: bigint, comes: boolean): void {
  const { pool, chain } = life;
  const { holder } = life.ground;
  if (pool.state.lastUpdateEpoch !== chain.epoch || life.world.cluster.rewards.isActive) return;
  if (comes) {
    if (chain.balance(holder.address) > lamports + SOL) life.happens("a deposit", () => pool.deposit(holder, lamports));
  } else if (pool.tokensOf(holder.tokens) > lamports) life.happens("an order", () => pool.order(holder, lamports));
}

/** Whoever has ordered last takes that back. */
export function cancel(life: Life): void {
  const { pool, ground, chain } = life;
  const { nextSettlement, nextTicket } = pool.state;
  if (pool.state.lastUpdateEpoch !== chain.epoch || nextSettlement === nextTicket) return;
  // Of a moving part that has passed the stake is on its way.
  life.happens("an order is taken back", () =>
    ground.context.send(pool.cancelInstruction(ground.holder, nextTicket - 1n), [ground.holder.keypair]),
  );
}

export function settle(life: Life): void {
  const { pool, ground } = life;
  const { nextSettlement, nextTicket } = pool.state;
  if (nextSettlement < nextTicket)
    life.happens("tickets are paid", () => ground.context.send(pool.settleInstruction()));
}

/** Removes a validator from the pool's list, if the pool lets anybody. */
export function remove(life: Life, number: number): void {
  const record = life.pool.list.find(validatorOf(life, number).vote);
  if (!record || life.world.cluster.rewards.isActive) return;
  life.happens("a removal", () => life.ground.context.send(life.pool.removeValidatorInstruction(record.index)));
}

/** The pool's admin gives the role of the manager away, or back to the steward. */
export function handOver(life: Life): void {
  const { pool, steward, world, ground } = life;
  const { admin, manager } = pool.roles;
  const newHolder = world.pool.isManaged ? manager.publicKey : steward.authority;
  const args = { pool: pool.deployment, admin: admin.publicKey, role: "validatorManager" as const, newHolder };
  life.happens("the role is given away", () => ground.context.done(instructions.setRole(args), [admin]));
}

/** Tokens for an operator, who buys them. */
export function buyTokens(life: Life, number: number, lamports: bigint): void {
  const { owner } = validatorOf(life, number);
  const { pool, chain } = life;
  if (pool.state.lastUpdateEpoch !== chain.epoch || chain.balance(owner.address) < lamports + SOL) return;
  if (life.world.cluster.rewards.isActive) return;
  life.happens(
    "tokens for an operator",
    () => pool.deposit(owner, lamports),
    ({ tokens }) => {
      // What the pool gives for it is the pool's matter.
      tokens[owner.address.toBase58()] = pool.tokensOf(owner.tokens);
    },
  );
}

/** Tokens for the vault that are nobody's bond. */
export function giveToVault(life: Life, tokens: bigint): void {
  const { holder } = life.ground;
  if (life.pool.tokensOf(holder.tokens) < tokens) return;
  life.happens(
    "tokens for the vault",
    () => life.pool.transferTokens(holder, life.steward.vault, tokens),
    (world) => {
      world.vault += tokens;
      world.gifts += tokens;
    },
  );
}
