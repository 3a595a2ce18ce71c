// Every property can fail: each is shown a step as it was, which it accepts, and the same step with something wrong in it.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { delegateTo, measure, settle, updateAll, updatePool } from "./commands/cranks";
import { createLiquidity } from "./commands/feeLine";
import { list } from "./commands/manager";
import { reward } from "./commands/nature";
import { passEpochs } from "./commands/time";
import { claimFor, deposit, order } from "./commands/users";
import { Coverage } from "./coverage";
import type { Life } from "./life";
import { nothingStranded, PROPERTIES } from "./properties";
import { begin } from "./setup";
import type { State, Step } from "./state";

/** Fields to write into a state; `null` takes the whole account away. */
type Forgery = Record<string, Record<string, bigint | string> | null>;

function forge(state: State, forgery: Forgery): State {
  const forged: Record<string, State[string]> = { ...state };
  for (const [account, fields] of Object.entries(forgery)) {
    if (fields) forged[account] = { ...forged[account], ...fields } as State[string];
    else delete forged[account];
  }
  return forged;
}

describe("the properties", () => {
  let life: Life;
  const steps: Record<string, Step> = {};

  /** Does something that goes well, and keeps the states around it. */
  function record(name: string, act: () => void, user?: string): void {
    const before = life.state;
    act();
    steps[name] = { name, user, users: user ? [user] : [], before, after: life.state, injected: 0n };
  }

  before(() => {
    life = begin(
      {
        seedLamports: SOL,
        rewardFee: 500,
        depositFee: 10,
        withdrawalFee: 10,
        ticketFee: 10,
        referralShare: 0,
        reserveBuffer: 1_000,
        maxValidatorShare: 10_000,
        maxMove: 10_000,
        movingPart: 1_000,
        lamportsPerByte: 6_960n,
        slotsPerEpoch: 1_000n,
        clusterStake: 400_000_000n * SOL,
        hasTreasury: true,
      },
      new Coverage(),
    );
    list(life, "manager", 100);
    createLiquidity(life, "admin", { target: 100n * SOL, minFee: 30, maxFee: 300, treasuryCut: 0, seed: SOL });
    record("deposit_sol", () => deposit(life, { user: "ann", lamports: 100n * SOL }), "ann");
    record("delegate_reserve", () => delegateTo(life, 0));
    record("order_unstake", () => order(life, "ann", 5n * SOL), "ann");
    passEpochs(life, 1);
    updateAll(life);
    record("settle_tickets", () => settle(life, 1));
    record("claim_ticket", () => claimFor(life, "ann", 0n));
    // An update of an epoch that brought nothing.
    passEpochs(life, 1);
    const before = life.state;
    updateAll(life);
    steps.update_pool = { name: "update_pool", users: [], before, after: life.state, injected: 0n };
    // And one of an epoch with rewards.
    passEpochs(life, 1);
    reward(life, "v1", 1_000);
    measure(life, [0]);
    const measured = life.state;
    updatePool(life);
    steps.rewarded = { name: "update_pool", users: [], before: measured, after: life.state, injected: 0n };
  });

  const step = (name: string): Step => steps[name] ?? assert.fail(`no step ${name}`);
  const value = (state: State, account: string, field: string): bigint => {
    const found = state[account]?.[field];
    return typeof found === "bigint" ? found : assert.fail(`no ${account}.${field}`);
  };
  /** A field of the state after a step, changed by so much. */
  const changed = (name: string, account: string, field: string, by: bigint): Forgery => ({
    [account]: { [field]: value(step(name).after, account, field) + by },
  });

  interface Case {
    id: string;
    of: string;
    wrong: string;
    old?: () => Forgery;
    now?: () => Forgery;
    change?: Partial<Step>;
  }

  const CASES: Case[] = [
    {
      id: "P-01",
      of: "deposit_sol",
      wrong: "a lamport is missing in the reserve",
      now: () => changed("deposit_sol", "reserve", "lamports", -1n),
    },
    {
      id: "P-01",
      of: "delegate_reserve",
      wrong: "a lamport is missing in a stake account",
      now: () => changed("delegate_reserve", "stake v1", "lamports", -1n),
    },
    {
      id: "P-01",
      of: "delegate_reserve",
      wrong: "the sum of what is staked is not the records'",
      now: () => changed("delegate_reserve", "pool", "staked_lamports", 1n),
    },
    {
      id: "P-01",
      of: "settle_tickets",
      wrong: "a settled ticket holds less than it pays",
      now: () => ({ "ticket 0": { lamports: value(step("settle_tickets").after, "ticket 0", "claimable_lamports") } }),
    },
    {
      id: "P-01",
      of: "deposit_sol",
      wrong: "the liquidity pool's SOL is not there",
      now: () => changed("deposit_sol", "liquiditySol", "lamports", -1n),
    },
    {
      id: "P-01",
      of: "deposit_sol",
      wrong: "the liquidity pool's tokens are not there",
      now: () => changed("deposit_sol", "liquidity", "token_amount", 1n),
    },
    {
      id: "P-02",
      of: "deposit_sol",
      wrong: "a token more is issued than booked",
      now: () => changed("deposit_sol", "mint", "supply", 1n),
    },
    {
      id: "P-02",
      of: "deposit_sol",
      wrong: "a token less is issued than booked",
      now: () => changed("deposit_sol", "mint", "supply", -1n),
    },
    {
      id: "P-02",
      of: "update_pool",
      wrong: "an update does not adopt the lower supply",
      now: () => changed("update_pool", "mint", "supply", -1n),
    },
    {
      id: "P-02",
      of: "order_unstake",
      wrong: "a queued token is not in escrow",
      now: () => changed("order_unstake", "escrow", "tokens", -1n),
    },
    {
      id: "P-03",
      of: "deposit_sol",
      wrong: "a deposit lowers the price",
      now: () => changed("deposit_sol", "pool", "supply", 1n),
    },
    {
      id: "P-03",
      of: "update_pool",
      wrong: "an update lowers the price without a loss",
      now: () => changed("update_pool", "pool", "reserve_lamports", -1n),
    },
    {
      id: "P-03",
      of: "rewarded",
      wrong: "a loss lowers the price by more than it is",
      old: () => ({ pool: { pending_loss: 1n } }),
      now: () => changed("rewarded", "pool", "reserve_lamports", -SOL),
    },
    {
      id: "P-18",
      of: "deposit_sol",
      wrong: "a deposit lowers the ask by more than rounding does",
      now: () => changed("deposit_sol", "pool", "supply", 10n),
    },
    {
      id: "P-18",
      of: "update_pool",
      wrong: "an update lowers the ask without a loss",
      now: () => changed("update_pool", "pool", "reserve_lamports", -10n),
    },
    {
      id: "P-18",
      of: "settle_tickets",
      wrong: "what a ticket leaves behind is nobody's",
      now: () => changed("settle_tickets", "pool", "reserve_lamports", -10n),
    },
    {
      id: "P-04",
      of: "deposit_sol",
      wrong: "more is minted than paid for",
      now: () => changed("deposit_sol", "pool", "supply", 1n),
    },
    {
      id: "P-04",
      of: "settle_tickets",
      wrong: "more is paid than burned",
      now: () => changed("settle_tickets", "pool", "reserve_lamports", -SOL),
    },
    {
      id: "P-05",
      of: "deposit_sol",
      wrong: "a user has gained",
      now: () => changed("deposit_sol", "user ann", "lamports", SOL),
    },
    {
      id: "P-06",
      of: "deposit_sol",
      wrong: "the fee is a token too low",
      now: () => changed("deposit_sol", "treasury T0", "tokens", -1n),
    },
    {
      id: "P-06",
      of: "update_pool",
      wrong: "the treasury is paid without rewards",
      now: () => changed("update_pool", "treasury T0", "tokens", 1n),
    },
    {
      id: "P-06",
      of: "deposit_sol",
      wrong: "adding liquidity moves the fee line",
      now: () => changed("deposit_sol", "liquidity", "line_lamports", 1n),
      change: { name: "add_liquidity" },
    },
    {
      id: "P-06",
      of: "deposit_sol",
      wrong: "more tokens are held than there are",
      now: () => ({
        liquidity: { held_epoch: value(step("deposit_sol").after, "clock", "epoch"), held_recent: 1n },
      }),
    },
    {
      id: "P-06",
      of: "deposit_sol",
      wrong: "the mark falls",
      now: () => changed("deposit_sol", "pool", "mark_total", -1n),
    },
    {
      id: "P-06",
      of: "rewarded",
      wrong: "what was charged stays above the mark",
      now: () => {
        const { before } = step("rewarded");
        return {
          pool: { mark_total: value(before, "pool", "mark_total"), mark_supply: value(before, "pool", "mark_supply") },
        };
      },
    },
    {
      id: "P-06",
      of: "rewarded",
      wrong: "the fee is charged on what lies below the mark",
      old: () => ({ pool: { mark_total: 10n * value(step("rewarded").before, "pool", "mark_total") } }),
      now: () => ({ pool: { mark_total: 10n * value(step("rewarded").after, "pool", "mark_total") } }),
    },
    {
      id: "P-07",
      of: "deposit_sol",
      wrong: "a lamport appears",
      now: () => changed("deposit_sol", "user eva", "lamports", 1n),
    },
    {
      id: "P-07",
      of: "deposit_sol",
      wrong: "a token is nobody's",
      now: () => changed("deposit_sol", "tokens ann", "tokens", -1n),
    },
    {
      id: "P-09",
      of: "deposit_sol",
      wrong: "a deposit gives nothing",
      now: () => ({ "tokens ann": { tokens: 0n } }),
    },
    {
      id: "P-09",
      of: "order_unstake",
      wrong: "a ticket is worth nothing",
      now: () => ({ "ticket 0": { ordered_lamports: 0n } }),
    },
    {
      id: "P-10",
      of: "deposit_sol",
      wrong: "a deposit uses the price of another epoch",
      old: () => ({ pool: { last_update_epoch: 1n } }),
    },
    {
      id: "P-10",
      of: "deposit_sol",
      wrong: "a deposit works during a payout",
      old: () => ({ clock: { rewards: 1n } }),
    },
    {
      id: "P-10",
      of: "update_pool",
      wrong: "a second update changes something",
      old: () => ({ pool: { last_update_epoch: value(step("update_pool").before, "clock", "epoch") } }),
    },
    {
      id: "P-11",
      of: "claim_ticket",
      wrong: "somebody else is paid",
      old: () => ({ "ticket 0": { owner: "user ben" } }),
    },
    {
      id: "P-11",
      of: "claim_ticket",
      wrong: "the rent does not come back to who paid it",
      old: () => ({ "ticket 0": { rent_payer: "user ben" } }),
    },
    {
      id: "P-11",
      of: "claim_ticket",
      wrong: "a ticket is closed of which something is left",
      old: () => ({ "ticket 0": { tokens: 1n } }),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "a ticket is settled that was not paid for all",
      now: () => ({ "ticket 0": { tokens: 1n } }),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "a ticket has grown",
      now: () => ({ "ticket 0": { tokens: value(step("settle_tickets").before, "ticket 0", "tokens") + 1n } }),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "a ticket behind the head is paid",
      now: () => ({ "ticket 0": { sequence: 1n }, pool: { next_settlement: 0n } }),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "what is paid cannot be claimed",
      now: () => changed("settle_tickets", "ticket 0", "claimable_lamports", -1n),
    },
    {
      id: "P-11",
      of: "claim_ticket",
      wrong: "less is paid",
      now: () => changed("claim_ticket", "user ann", "lamports", -1n),
    },
    {
      id: "P-11",
      of: "claim_ticket",
      wrong: "a ticket is closed before its turn",
      old: () => ({ pool: { next_settlement: 0n } }),
      now: () => ({ pool: { next_settlement: 0n } }),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "a ticket is settled in the epoch of its order",
      old: () => ({ "ticket 0": { ordered_epoch: value(step("settle_tickets").before, "clock", "epoch") } }),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "a ticket is paid more than it was worth",
      now: () => ({
        "ticket 0": {
          paid_lamports: 5n * SOL,
          claimable_lamports: 5n * SOL,
          lamports: value(step("settle_tickets").before, "ticket 0", "lamports") + 5n * SOL,
        },
      }),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "a ticket does not get what it says",
      now: () => changed("settle_tickets", "ticket 0", "lamports", 1n),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "the queue's sum is not its tickets'",
      now: () => changed("settle_tickets", "pool", "queued_lamports", 1n),
    },
    {
      id: "P-11",
      of: "settle_tickets",
      wrong: "the sum of the queue's fees is not its tickets'",
      now: () => changed("settle_tickets", "pool", "queued_fees", 1n),
    },
    {
      id: "P-12",
      of: "deposit_sol",
      wrong: "asking for the price changes something",
      change: { name: "get_price" },
    },
    {
      id: "P-12",
      of: "deposit_sol",
      wrong: "a refused deposit changes something",
      change: { error: "Paused" },
    },
    {
      id: "P-13",
      of: "deposit_sol",
      wrong: "a fee is over its ceiling",
      now: () => ({ pool: { "fees.now.reward": 1_001n } }),
    },
    {
      id: "P-13",
      of: "update_pool",
      wrong: "a fee rises that nobody proposed",
      now: () => ({ pool: { "fees.now.reward": 501n } }),
    },
    {
      id: "P-13",
      of: "deposit_sol",
      wrong: "a fee that waits is over its ceiling",
      now: () => ({ pool: { "fees.next.ticket": 51n } }),
    },
    {
      id: "P-13",
      of: "update_pool",
      wrong: "a validator manager takes over that nobody waited for",
      now: () => ({ pool: { "validator_manager.now": "deputy" } }),
    },
    {
      id: "P-13",
      of: "update_pool",
      wrong: "a new validator manager takes over with the next update",
      now: () => ({
        pool: { "validator_manager.from_update": value(step("update_pool").after, "pool", "updates") + 1n },
      }),
      change: { name: "set_role" },
    },
    {
      id: "P-13",
      of: "deposit_sol",
      wrong: "a liquidity fee is over its ceiling",
      now: () => ({ liquidity: { "fees.now.max": 1_001n } }),
    },
    {
      id: "P-13",
      of: "deposit_sol",
      wrong: "an admin mints",
      change: { name: "propose_config" },
    },
    {
      id: "P-13",
      of: "update_pool",
      wrong: "a rise comes with the next update",
      now: () => ({ pool: { "fees.from_update": value(step("update_pool").after, "pool", "updates") + 1n } }),
      change: { name: "propose_config" },
    },
    {
      id: "P-13",
      of: "delegate_reserve",
      wrong: "a rise of the liquidity fee comes with the next update",
      now: () => ({ liquidity: { "fees.from_update": 1n } }),
      change: { name: "set_liquidity_config" },
    },
    {
      id: "P-14",
      of: "claim_ticket",
      wrong: "a claim is refused while the pool is paused",
      change: { error: "Paused" },
    },
  ];

  it("are all here", () => {
    assert.deepEqual([...new Set(CASES.map(({ id }) => id))].sort(), Object.keys(PROPERTIES).sort());
  });

  for (const { id, of, wrong, old, now, change } of CASES) {
    it(`${id}: ${wrong}`, () => {
      const property = PROPERTIES[id] ?? assert.fail(id);
      const real = step(of);
      property(real);
      const forged: Step = {
        ...real,
        before: forge(real.before, old?.() ?? {}),
        after: forge(real.after, now?.() ?? {}),
        ...change,
      };
      assert.throws(() => property(forged), assert.AssertionError);
    });
  }

  describe("P-08, at the end of a life", () => {
    it("accepts a pool whose accounts hold what the books say", () => nothingStranded(life.state, 0n));

    for (const [wrong, forgery] of [
      ["lamports are stranded", () => changed("update_pool", "reserve", "lamports", 1n)],
      ["a ticket is left", () => ({ "ticket 0": { lamports: 1n } })],
      ["tokens are left in the queue", () => ({ pool: { queued_tokens: 1n } })],
    ] as [string, () => Forgery][]) {
      it(`fails when ${wrong}`, () => {
        assert.throws(() => nothingStranded(forge(life.state, forgery()), 0n), assert.AssertionError);
      });
    }
  });
});
