// What a run came to, as facts and tables of texts.
import type { Price } from "@truestake/sdk";
import { decimal, partOf, percentOf, rateOf, shareOf, whole } from "../format/amounts";
import { span } from "../format/time";
import { s } from "../steward/strings";
import { t } from "../strings";
import { shortened } from "../ui/pieces";
import type { OutcomeOf, Run, ScenarioName } from "../worker/protocol";

export interface Table {
  caption: string;
  /** The first column names its row; numbers in the others. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Shown {
  facts: readonly (readonly [name: string, value: string])[];
  tables: readonly Table[];
}

const words = t.scenarios.results;
const { bonded } = s;
const sol = (lamports: bigint): string => t.amount(decimal(lamports, { most: 9 }), t.sol);
const TOKEN = 1_000_000_000n;
/** Floored to nine decimals. */
const priced = ({ total, supply }: Price): string =>
  decimal(supply === 0n ? 0n : (total * TOKEN) / supply, { least: 9 });
const price = (of: Price): string => t.amount(priced(of), t.sol);
const bps = (value: number): string => percentOf(Math.round(value));
const times = (basisPoints: number): string => (basisPoints / 10_000).toFixed(2);
const less = ({ before, after }: { before: bigint; after: bigint }): string => decimal(before - after);

type Cascade = OutcomeOf<"leverage">["result"]["byTruePrice"];

type BondsHit = NonNullable<OutcomeOf<"slash">["result"]["bonds"]>;

function bondFacts({ bond, holders, burned, validators }: BondsHit): Shown["facts"] {
  const unknown = validators.filter(({ isAssessed }) => !isAssessed).length;
  return [
    [bonded.good, sol(bond)],
    [bonded.holders, sol(holders)],
    [bonded.burned, decimal(burned)],
    ...(unknown > 0 ? [[bonded.unassessed, bonded.unassessedOf(whole(unknown))] as const] : []),
  ];
}

function bondTables({ token, validators }: BondsHit): Table[] {
  const { of, sol: inSol } = bonded.columns;
  return [
    {
      caption: bonded.caption,
      columns: [of, inSol],
      rows: [
        [bonded.without, decimal(token.before)],
        [bonded.alone, decimal(token.without)],
        [bonded.after, decimal(token.after)],
      ],
    },
    {
      caption: bonded.each,
      columns: [t.validators.columns.vote, bonded.bond, bonded.burn, bonded.left, bonded.unpaid],
      rows: validators.map(({ vote, isMember, tokens, burned, left, unpaid }) => [
        bonded.one(shortened(vote)),
        ...(isMember
          ? [tokens, burned, left, unpaid].map((amount) => decimal(amount))
          : [t.none, t.none, t.none, t.none]),
      ]),
    },
  ];
}

const SHOWN: { [Name in ScenarioName]: (of: OutcomeOf<Name>) => Shown } = {
  slash: ({
    inputs,
    result: { lost, fromGains, fromPrice, price: prices, fallPpm, token, tickets, shares, bonds },
  }) => ({
    facts: [
      [words.lost, sol(lost)],
      [words.silent, whole(inputs.validators.length)],
      [words.byGains, sol(fromGains)],
      [words.byPrice, sol(fromPrice)],
      [words.priceBefore, price(prices.before)],
      [words.priceAfter, price(prices.after)],
      [words.falls, partOf(fallPpm)],
      ...(bonds ? bondFacts(bonds) : []),
    ],
    tables: [
      {
        caption: words.worth,
        columns: [words.of, words.without, words.withIt, words.less],
        rows: [
          [words.oneToken, decimal(token.before), decimal(token.after), less(token)],
          [words.queue(whole(tickets.count)), decimal(tickets.before), decimal(tickets.after), less(tickets)],
          [words.shares, decimal(shares.before), decimal(shares.after), less(shares)],
        ],
      },
      ...(bonds ? bondTables(bonds) : []),
    ],
  }),
  outage: ({ inputs, result: { lost, price: prices, perToken, fallPpm, yieldBps } }) => ({
    facts: [
      [words.silent, whole(inputs.validators.length)],
      [words.rewardsLost, sol(lost)],
      [words.yieldLeft, percentOf(yieldBps)],
      [words.priceWithout, price(prices.without)],
      [words.priceWith, price(prices.with)],
      [words.falls, partOf(fallPpm)],
      [words.perToken, sol(perToken)],
    ],
    tables: [],
  }),
  exit: ({ inputs, result }) => ({
    facts: [
      [words.leaving, t.amount(decimal(result.tokens), t.tokens)],
      [words.soldNow, t.amount(decimal(result.sold), t.tokens)],
      [words.soldFor, sol(result.soldLamports)],
      [words.ordered, sol(result.ordered)],
      [words.paid, sol(result.paid)],
      [words.allPaid, words.epochsBy(String(result.allPaid.p50), String(result.allPaid.p95))],
      ...(result.unpaid > 0 ? [[words.unpaid(whole(inputs.horizon)), whole(result.unpaid)] as const] : []),
    ],
    tables: [
      {
        caption: words.waits,
        columns: [words.place, words.half, words.most95, words.longest],
        rows: result.places.map(({ upTo, p50, p95, most }) => [
          ...[words.placeTo(String(upTo - 10), String(upTo)), String(p50), String(p95), String(most)],
        ]),
      },
      {
        caption: words.firstRun,
        columns: [words.epoch, words.paidSol, words.queuedSol, words.coolingSol, words.reserveSol],
        rows: result.epochs.map(({ epoch, paid, queued, cooling, reserve }) => [
          `+${epoch}`,
          ...[paid, queued, cooling, reserve].map((lamports) => decimal(lamports, { most: 4 })),
        ]),
      },
    ],
  }),
  instant: ({ result: { sales, emptying } }) => ({
    facts: [
      [words.emptying, sol(emptying.size)],
      [words.emptyingCost, emptying.possible ? partOf(emptying.feePpm) : words.closed],
    ],
    tables: [
      {
        caption: words.sales,
        columns: [words.size, words.tokens, words.arrives, words.cost],
        rows: sales.map(({ size, tokens, possible, lamports, feePpm }) => [
          ...[decimal(size), decimal(tokens), possible ? decimal(lamports) : words.tooMuch],
          possible ? partOf(feePpm) : "–",
        ]),
      },
    ],
  }),
  band: ({ result: { price: bid, ask, bands } }) => ({
    facts: [
      [words.bid, price(bid)],
      [words.ask, price(ask)],
    ],
    tables: [
      {
        caption: words.band,
        columns: [words.size, words.floor, words.below, words.by, words.ceiling, words.above],
        rows: bands.map(({ size, floor, floorBps, floorBy, ceiling, ceilingBps }) => [
          ...[decimal(size), decimal(floor), bps(floorBps), floorBy ? words.ways[floorBy] : words.closed],
          ...(ceiling === 0n ? [words.closed, "–"] : [decimal(ceiling), bps(ceilingBps)]),
        ]),
      },
    ],
  }),
  rent: ({ result }) => ({
    facts: [
      [words.rent, sol(result.stakeRent)],
      [words.lacking, words.inAccounts(sol(result.missing), whole(result.accounts))],
      [words.reservePays, sol(result.spare)],
      [words.sendersPay, sol(result.toSend)],
      [words.rentsNow, sol(result.rents.before)],
      [words.rentsThen, sol(result.rents.after)],
      [words.tooSmall, words.validatorsWith(whole(result.small.validators), sol(result.small.lamports))],
      [words.newValidator, sol(result.firstDelegation)],
    ],
    tables: [],
  }),
  slots: ({ result: { slotsInEpoch, steps } }) => ({
    facts: [[words.slotsInEpoch, whole(slotsInEpoch)]],
    tables: [
      {
        caption: words.slots,
        columns: [words.slot, words.epoch, words.moving, words.longestWait, words.byTime, words.byEpoch],
        rows: steps.map(({ slotMs, epochSeconds, movingSeconds, ticketMost, yearByTime, yearByEpoch }) => [
          t.scenarios.fields.ms(whole(slotMs)),
          ...[epochSeconds, movingSeconds, ticketMost].map((seconds) => t.spanOf(span(Number(seconds)))),
          ...[rateOf(yearByTime), rateOf(yearByEpoch)],
        ]),
      },
    ],
  }),
  keeper: ({ result: { queued, epochs } }) => ({
    facts: [[words.ticketsWait, sol(queued)]],
    tables: [
      {
        caption: words.keeper,
        columns: [words.missed, words.age, words.unmeasured, words.oldPrice, words.newPrice, words.behind],
        rows: epochs.map(({ missed, ageSeconds, unmeasured, stale, outlook, behindPpm }) => [
          ...[whole(missed), t.spanOf(span(Number(ageSeconds))), decimal(unmeasured, { most: 4 })],
          ...[priced(stale), priced(outlook), partOf(behindPpm)],
        ]),
      },
    ],
  }),
  leverage: ({ result: { loop, market, byTruePrice, byMarketPrice } }) => {
    const row = (name: string, of: (cascade: Cascade) => string): string[] => [
      ...[name, of(byTruePrice), of(byMarketPrice)],
    ];
    const amount = (lamports: bigint): string => decimal(lamports, { most: 4 });
    return {
      facts: [
        [words.loop, words.loopOf(decimal(loop.tokens, { most: 4 }), sol(loop.debt))],
        [words.leverage, times(loop.leverageBps)],
        [words.health, times(loop.healthBps)],
        [words.buffer, partOf(loop.bufferPpm)],
        [words.carry, sol(loop.carry)],
        [words.unwinds, words.aYear(partOf(loop.unwindsAt.interest), percentOf(loop.unwindsAt.yearBps))],
        [
          words.atInterest,
          loop.epochsToLiquidation === null ? words.never : words.afterEpochs(whole(loop.epochsToLiquidation)),
        ],
        [words.market, words.marketOf(whole(market.positions), sol(market.debt))],
        [words.covered, shareOf(byTruePrice.paid, market.debt)],
      ],
      tables: [
        {
          caption: words.cascade,
          columns: [words.counts, words.atTrue, words.atMarket],
          rows: [
            row(words.rounds, ({ rounds }) => whole(rounds)),
            row(words.liquidated, ({ liquidated }) => whole(liquidated)),
            row(words.debtPaid, ({ paid }) => amount(paid)),
            row(words.seized, ({ tokens }) => amount(tokens)),
            row(words.soldAtOnce, ({ soldNow }) => amount(soldNow)),
            row(words.toTickets, ({ toTickets }) => amount(toTickets)),
            row(words.nobody, ({ left }) => words.leftOf(whole(left.positions), amount(left.debt))),
            row(words.lenderLoses, ({ badDebt }) => amount(badDebt)),
            row(words.liquidityLeft, ({ liquidity }) => amount(liquidity)),
            row(words.discount, ({ discountPpm }) => partOf(discountPpm)),
          ],
        },
      ],
    };
  },
};

export const shownOf = (run: Run): Shown => (SHOWN[run.scenario] as (of: Run) => Shown)(run);
