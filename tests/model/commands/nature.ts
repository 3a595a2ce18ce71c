// What happens to a pool without its program: time, rewards, losses, and what outsiders send or stop.
import fc from "fast-check";
import { SOL } from "../../common";
import type { Life } from "../life";
import * as nature from "../reference/nature";
import { amount, RENTS } from "../setup";
import { kind, place, rarely } from "./command";
import { measure, updateAll } from "./cranks";
import { someIndex } from "./stakes";
import { passEpochs, passTime } from "./time";

/** Pays a validator's stake for the epoch that has ended. */
export function reward(life: Life, vote: string, partsPerMillion: number): void {
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

/** A validator's account loses a part of its stake, in millionths. */
export function lose(life: Life, vote: string, which: "stake" | "transient", part: number): void {
  life.happens(
    `a loss of ${which} ${vote}`,
    () => life.chain.slash(life.address(`${which} ${vote}`), BigInt(part)),
    (world) => -nature.slash(world, vote, which, BigInt(part)),
  );
}

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
    // Whoever knows of it may have it measured in the same epoch.
    isMeasured: rarely(2),
    /** All validators at once. */
    all: rarely(8),
  },
  (life, { place, which, part, isMeasured, all }) => {
    const indexes = all ? [...life.world.validators.keys()] : [someIndex(life, place, true)];
    for (const index of indexes) {
      const { vote } = life.world.validators[index] ?? {};
      if (vote === undefined || !nature.canBeSlashed(life.world, vote, which)) continue;
      lose(life, vote, which, part);
      if (isMeasured) measure(life, [index]);
    }
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
        if (target === "reserve") world.reserve.lamports += sent;
        else if (target === "liquiditySol") world.vault += sent;
        else {
          const account = world.accounts[vote ?? ""]?.[target as "stake" | "transient"];
          if (account) account.lamports += sent;
        }
        return sent;
      },
    );
  },
);

/** Rent changes, as it does at an epoch's beginning. */
const rent = kind("rent", 1, { lamportsPerByte: fc.constantFrom(...RENTS), isUpdated: rarely(2) }, (life, args) => {
  passEpochs(life, 1);
  life.happens(
    `rent becomes ${args.lamportsPerByte} lamports a byte`,
    () => life.chain.setRent(args.lamportsPerByte),
    (world) => {
      nature.setRent(world, args.lamportsPerByte);
      return 0n;
    },
  );
  if (args.isUpdated) updateAll(life);
});

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

export const NATURE_KINDS = [epoch, time, payout, slash, rent, donate, silence];
