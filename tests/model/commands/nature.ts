// What happens to a pool without its program: time, rewards, losses, and what outsiders send or stop.
import fc from "fast-check";
import { SOL } from "../../common";
import type { Life } from "../life";
import * as nature from "../reference/nature";
import { amount } from "../setup";
import { kind, place, rarely } from "./command";
import { updateAll } from "./cranks";
import { someIndex } from "./stakes";

/** Lets epochs pass; rewards are paid out first. */
export function passEpochs(life: Life, count: number): void {
  life.setPayout(0);
  life.happens(`${count} epochs`, () => life.chain.passEpochs(count));
}

/** Lets a part of what is left of the epoch pass, in millionths. */
function passTime(life: Life, part: number): void {
  const { slot, slotsPerEpoch } = life.world.clock;
  const left = slotsPerEpoch - (slot % slotsPerEpoch) - 1n;
  life.happens("time passes", () => life.chain.advanceSlots((left * BigInt(part)) / 1_000_000n));
}

function reward(life: Life, vote: string, partsPerMillion: number): void {
  const key = life.votes[vote];
  if (!key) return;
  life.happens(
    `rewards of ${vote}`,
    () => life.chain.payRewards([{ vote: key, partsPerMillion: BigInt(partsPerMillion) }]),
    (world) => nature.reward(world, vote, BigInt(partsPerMillion)),
  );
}

const millionths = fc.nat(1_000_000);

const epoch = kind(
  "epoch",
  14,
  {
    count: fc.constantFrom(1, 1, 1, 1, 2, 3),
    rewards: fc.array(fc.option(fc.integer({ min: 1, max: 2_000 }), { freq: 3, nil: 0 }), {
      minLength: 6,
      maxLength: 6,
    }),
    updated: fc.option(place, { freq: 6, nil: undefined }),
    // Late updates release into the epoch after.
    before: fc.option(millionths, { freq: 1, nil: undefined }),
    after: fc.option(millionths, { freq: 1, nil: undefined }),
  },
  (life, { count, rewards, updated, before, after }) => {
    passEpochs(life, count);
    for (const [index, { vote }] of life.world.validators.entries()) {
      const parts = rewards[index % rewards.length] ?? 0;
      if (parts > 0) reward(life, vote, parts);
    }
    if (before !== undefined) passTime(life, before);
    if (updated !== undefined) updateAll(life, updated);
    if (after !== undefined) passTime(life, after);
  },
);

const time = kind("time", 1, { part: millionths }, (life, { part }) => passTime(life, part));

const payout = kind("payout", 1, { commands: fc.integer({ min: 1, max: 4 }) }, (life, { commands }) => {
  life.setPayout(commands + 1);
});

/** A loss, of little or of nearly everything. */
const slash = kind(
  "slash",
  1,
  {
    place,
    which: fc.constantFrom("stake" as const, "stake" as const, "transient" as const),
    part: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 400_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 900_000, max: 999_999 }) },
    ),
  },
  (life, { place, which, part }) => {
    const { vote } = life.world.validators[someIndex(life, place, true)] ?? {};
    if (vote === undefined || !nature.canBeSlashed(life.world, vote, which)) return;
    life.happens(
      `a loss of ${which} ${vote}`,
      () => life.chain.slash(life.address(`${which} ${vote}`), BigInt(part)),
      (world) => -nature.slash(world, vote, which, BigInt(part)),
    );
  },
);

/** Lamports to any address of the pool's. */
const donate = kind(
  "donate",
  2,
  { place, lamports: amount(10n * SOL), to: fc.constantFrom("reserve", "stake", "transient", "liquiditySol") },
  (life, { place, lamports, to }) => {
    const votes = Object.keys(life.world.accounts);
    const vote = votes[place % Math.max(votes.length, 1)];
    const isAbsent = to === "liquiditySol" ? !life.world.books.liquidity : to !== "reserve" && vote === undefined;
    // What is sent to an address without account has to make one.
    const sent = lamports + SOL / 100n;
    const target = isAbsent ? "reserve" : to;
    const name = target === "stake" || target === "transient" ? `${target} ${vote}` : target;
    if (name !== target) life.astray += sent;
    life.happens(
      `a donation to ${name}`,
      () => life.chain.donate(life.address(name), sent),
      (world) => {
        if (target === "reserve") world.reserve.held += sent;
        else if (target === "liquiditySol") world.gifts.liquiditySol += sent;
        else {
          const account = world.accounts[vote ?? ""]?.[target as "stake" | "transient"];
          if (account) account.lamports += sent;
        }
        return sent;
      },
    );
  },
);

const SILENT_EPOCHS = 6;

/** A validator stops voting; after five epochs anybody deactivates what it has, and its owner may close its account. */
const silence = kind(
  "silence",
  1,
  { place, closes: rarely(3), stake: rarely(2), transient: rarely(2), isUpdated: rarely(2) },
  (life, { place, closes, isUpdated, ...which }) => {
    const { world, chain } = life;
    const { vote } = world.validators[someIndex(life, place, true)] ?? {};
    const key = life.votes[vote ?? ""];
    if (vote === undefined || !key || !world.votes[vote]?.open) return;
    const reference = chain.createVoteAccount();
    chain.setVoting(key, false);
    passEpochs(life, SILENT_EPOCHS);
    for (const account of ["stake", "transient"] as const) {
      const { delegation } = world.accounts[vote]?.[account] ?? {};
      if (!which[account] || !delegation || !nature.canBeDeactivated(world, vote, account)) continue;
      life.happens(
        `an outsider deactivates ${account} ${vote}`,
        () => chain.deactivateDelinquent(life.address(`${account} ${vote}`), key, reference),
        (next) => {
          nature.deactivateDelinquent(next, vote, account);
          return 0n;
        },
      );
    }
    if (closes) {
      life.happens(
        `${vote} closes its vote account`,
        () => chain.closeVoteAccount(key),
        ({ votes }) => {
          votes[vote] = { open: false };
          return 0n;
        },
      );
    } else chain.setVoting(key, true);
    if (isUpdated) updateAll(life);
  },
);

export const NATURE_KINDS = [epoch, time, payout, slash, donate, silence];
