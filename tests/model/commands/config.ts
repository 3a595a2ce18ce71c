// The admin's settings.
import { quoteConfig } from "@truestake/sdk/operators";
import fc from "fast-check";
import { SOL } from "../../common";
import * as admin from "../reference/admin";
import { amount } from "../setup";
import { kind, seldom } from "./command";
import { impostor } from "./people";

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { freq: 1, nil: undefined });

/** Rates up to a ceiling, and now and then over it. */
const upTo = (ceiling: number): fc.Arbitrary<number | undefined> => maybe(fc.nat(ceiling + Math.ceil(ceiling / 40)));

const propose = kind(
  "propose",
  2,
  {
    impostor,
    reward: upTo(1_000),
    deposit: upTo(50),
    withdrawal: upTo(50),
    ticket: upTo(50),
    referralShare: maybe(fc.nat(10_000)),
    reserveBuffer: upTo(2_000),
    maxValidatorShare: maybe(fc.constantFrom(10_000, 5_000, 3_000, 0)),
    maxMove: upTo(10_000),
    movingPart: maybe(fc.constantFrom(1_000, 1_000, 2_500, 5_000, 100, 99, 5_001)),
    depositCap: seldom(6, amount(5_000n * SOL)),
  },
  (life, { impostor, reserveBuffer, maxValidatorShare, maxMove, movingPart, depositCap, ...rates }) => {
    const by = impostor ?? life.world.roles.admin;
    const change = {
      rewardFee: rates.reward,
      depositFee: rates.deposit,
      withdrawalFee: rates.withdrawal,
      ticketFee: rates.ticket,
      referralShare: rates.referralShare,
      reserveBuffer,
      maxValidatorShare,
      maxMove,
      movingPart,
      depositCap,
    };
    const fees = Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== undefined));
    const big = (value: number | undefined) => (value === undefined ? undefined : BigInt(value));
    const ratios = {
      reserveBuffer: big(reserveBuffer),
      maxValidatorShare: big(maxValidatorShare),
      maxMove: big(maxMove),
      movingPart: big(movingPart),
    };
    life.perform({
      name: "propose_config",
      instruction: life.pool.proposeInstruction(change, life.member(by).publicKey),
      signers: [life.member(by)],
      predict: (world) => admin.proposeConfig(world, { by, fees, ...ratios, depositCap }),
      quote: ({ pool }) => ({ pending_fees_update: quoteConfig(pool, change).fromUpdate ?? 0n }),
    });
  },
);

export const CONFIG_KINDS = [propose];
