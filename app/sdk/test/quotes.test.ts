// Quotes against the program itself: whatever happens to a pool, each says what the program then does.
import assert from "node:assert/strict";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { PublicKey, type TransactionInstruction } from "@solana/web3.js";
import fc from "fast-check";
import {
  DISCRIMINATOR_BYTES,
  fetchQueue,
  findEvent,
  instructions,
  isError,
  minimumFor,
  type Ticket,
  TicketStatus,
  type TruestakeEvent,
} from "../src";
import { sizeOf } from "../src/layout";
import { idlingGain } from "../src/math";
import { fetchSituations, fetchStakeRules } from "../src/operators";
import {
  idleRateOf,
  type Move,
  minimumsFor,
  outlookAt,
  quoteCancelTicket,
  quoteDeactivate,
  quoteDelegate,
  quoteDepositSol,
  quoteOrderUnstake,
  quoteTicket,
  ticketPosition,
} from "../src/quote";
import { outcome as outcomeOf, quoted } from "./outcome";
import { newPool, SOL, type TestPool, toMovingPart } from "./pool";
import { seeded } from "./seeds";

type Step =
  | { do: "deposit"; part: number }
  | { do: "order"; part: number }
  | { do: "score"; validator: number; score: number }
  | { do: "cap"; validator: number; part: number }
  | { do: "epoch"; rewards: number; slots: number }
  | { do: "slash"; validator: number; parts: number }
  | { do: "donate"; lamports: number }
  | { do: "rent"; lamportsPerByte: bigint }
  | { do: "cancel"; ticket: number }
  | { do: "delegate" | "deactivate" | "settle" | "measure" | "moving" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("deposit" as const), part: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant("order" as const), part: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant("score" as const), validator: fc.nat(3), score: fc.nat(200) }),
  fc.record({ do: fc.constant("cap" as const), validator: fc.nat(3), part: fc.nat(60) }),
  fc.record({ do: fc.constant("epoch" as const), rewards: fc.nat(2_000), slots: fc.nat(400_000) }),
  fc.record({ do: fc.constant("slash" as const), validator: fc.nat(3), parts: fc.nat(50_000) }),
  fc.record({ do: fc.constant("donate" as const), lamports: fc.integer({ min: 1, max: 2_000_000_000 }) }),
  fc.record({ do: fc.constant("rent" as const), lamportsPerByte: fc.constantFrom(696n, 5_080n, 6_960n, 9_000n) }),
  fc.record({ do: fc.constant("cancel" as const), ticket: fc.nat(5) }),
  fc.record({ do: fc.constantFrom("delegate", "deactivate", "settle", "measure", "moving") }),
);

async function play({ chain, admin, user, votes }: TestPool, each: Step): Promise<void> {
  if (each.do === "deposit") await user.depositSol({ lamports: BigInt(each.part) * SOL });
  else if (each.do === "order") await user.orderUnstake({ tokens: (BigInt(each.part) * SOL) / 3n });
  else if (each.do === "score") await admin.setScore({ vote: votes[each.validator] as PublicKey, score: each.score });
  else if (each.do === "cap") {
    const [index, vote] = [each.validator, votes[each.validator] as PublicKey];
    const change = { index, vote, score: 100, cap: BigInt(each.part) * SOL, keep: false };
    await admin.setScores({ changes: [change] });
  } else if (each.do === "delegate") await admin.delegateAll();
  else if (each.do === "deactivate") await admin.deactivateAll();
  else if (each.do === "settle") await admin.settleTickets();
  else if (each.do === "measure") await admin.measureAgain();
  else if (each.do === "rent") chain.setRent(each.lamportsPerByte);
  else if (each.do === "donate") chain.donate(user.deployment.reserve, BigInt(each.lamports));
  else if (each.do === "moving") toMovingPart(chain);
  else if (each.do === "cancel") {
    const queued = (await user.tickets()).filter(({ status }) => status === TicketStatus.Queued);
    const ticket = queued[each.ticket % Math.max(queued.length, 1)];
    if (ticket) await user.cancelTicket({ ticket: ticket.address });
  } else if (each.do === "slash") {
    const { stake } = (await user.snapshot()).validators.record(each.validator);
    const account = chain.stakeAccount(stake);
    // An account that has been emptied still names the stake it had.
    if (account && account.lamports > (account.delegation?.stake ?? account.lamports))
      chain.slash(stake, BigInt(each.parts));
  } else if (each.do === "epoch") {
    chain.passEpochs(1);
    chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: BigInt(each.rewards) })));
    await user.refresh();
    chain.advanceSlots(BigInt(each.slots));
  }
}

/** What an instruction does now: its events, or the name of its error. */
function outcome(
  { chain, userKey }: TestPool,
  instruction: TransactionInstruction,
): Promise<TruestakeEvent[] | string> {
  return outcomeOf(chain.connection, userKey.publicKey, instruction);
}

async function checkMoves(test: TestPool): Promise<void> {
  const { chain, user } = test;
  const snapshot = await user.snapshot();
  const rules = await fetchStakeRules(chain.connection);
  const { pool, validators } = snapshot;
  for (const situation of await fetchSituations(chain.connection, pool, validators.records())) {
    const validator = situation.record;
    const check = async (move: Move, instruction: TransactionInstruction): Promise<void> => {
      const found = await outcome(test, instruction);
      if (typeof found === "string") return assert.equal(move.binding, found, move.explain);
      const [event] = found;
      assert.ok(event?.name === "ReserveDelegated" || event?.name === "StakeDeactivated");
      assert.equal(move.lamports, event.data.lamports, move.explain);
      assert.equal(move.recalled, event.name === "StakeDeactivated" && event.data.recalled);
    };
    await check(quoteDelegate(snapshot, rules, situation), instructions.delegateReserve({ pool, validator }));
    await check(quoteDeactivate(snapshot, rules, situation), instructions.deactivateStake({ pool, validator }));
  }
}

async function checkUser(test: TestPool, amount: bigint): Promise<void> {
  const { chain, user, userKey } = test;
  const snapshot = await user.snapshot();
  const { pool } = snapshot;
  const owner = userKey.publicKey;
  const [account] = (await chain.connection.getTokenAccountsByOwner(owner, { mint: user.mint })).value;
  const destination = account?.pubkey ?? PublicKey.default;

  const deposit = quoted(() => quoteDepositSol(snapshot, { lamports: amount }));
  const options = { pool, depositor: owner, destination, lamports: amount, minimumTokensOut: 0n };
  const deposited = await outcome(test, instructions.depositSol(options));
  if (typeof deposit === "string" || typeof deposited === "string") assert.equal(deposit, deposited);
  else {
    const event = findEvent(deposited, "SolDeposited")?.data;
    assert.deepEqual(
      [event?.tokens, event?.treasuryTokens, event?.premium],
      [deposit.tokens, deposit.treasuryTokens, deposit.premium],
    );
    const least = instructions.depositSol({ ...options, minimumTokensOut: deposit.tokens });
    assert.ok(Array.isArray(await outcome(test, least)), "the quote itself is accepted as the minimum");
    const more = instructions.depositSol({ ...options, minimumTokensOut: deposit.tokens + 1n });
    assert.equal(await outcome(test, more), "SlippageExceeded");
  }

  const order = quoted(() => quoteOrderUnstake(snapshot, amount));
  // A nonce that no story uses.
  const source = { pool, owner, source: destination, nonce: 10_000n, tokens: amount, minimumLamportsOut: 0n };
  const ordered = await outcome(test, instructions.orderUnstake(source));
  if (typeof ordered === "string") assert.ok(ordered === order || ordered === "InsufficientTokens");
  else if (typeof order === "string") assert.fail(order);
  else {
    const event = findEvent(ordered, "UnstakeOrdered")?.data;
    assert.deepEqual(
      [event?.orderedLamports, event?.lamportsAhead, event?.sequence, event?.late],
      [order.lamports + order.fee, order.lamportsAhead, order.sequence, order.late],
    );
    const more = instructions.orderUnstake({ ...source, minimumLamportsOut: order.lamports + 1n });
    assert.equal(await outcome(test, more), "SlippageExceeded");
  }

  const queue = await fetchQueue(chain.connection, pool);
  const [head] = queue;
  if (head) {
    const quote = quoteTicket(snapshot, head);
    const lamportsBefore = chain.balance(head.address);
    const settled = await outcome(test, instructions.settleTickets({ pool, tickets: [head.address] }));
    const bytes = BigInt(DISCRIMINATOR_BYTES + sizeOf("ticket"));
    if (lamportsBefore < chain.rentFor(bytes)) {
      // What the ticket's own account lacks is none of the pool's books: the quote does not see that it fills that up.
    } else if (typeof settled === "string") assert.equal(quote.waitsFor, settled);
    else {
      const event = findEvent(settled, "TicketsSettled")?.data;
      const { net = 0n, fee = 0n, tokens = 0n } = quote.payment ?? {};
      assert.deepEqual([event?.lamports, event?.fee, event?.tokens], [net, fee, tokens]);
      // All of it is what the quote says in all; a part leaves it the head.
      if (tokens === head.tokens) assert.equal(quote.lamports, head.paidLamports + net);
      else assert.ok(tokens < head.tokens && event?.nextSequence === event?.firstSequence);
    }
    const ahead = queue.map((ticket) => ticketPosition(snapshot, ticket).lamportsAhead);
    assert.equal(ahead[0], 0n);
    for (const [place, lamports] of ahead.entries()) {
      if (queue[place]?.status !== TicketStatus.Queued) continue;
      const before = queue.slice(0, place).reduce((sum, { orderedLamports }) => sum + orderedLamports, 0n);
      assert.equal(lamports, before);
    }
  }
  await checkCancellations(test, queue);
}

async function checkCancellations(test: TestPool, queue: Ticket[]): Promise<void> {
  const { user, userKey } = test;
  const snapshot = await user.snapshot();
  const { pool } = snapshot;
  const { publicKey: owner } = userKey;
  const destination = getAssociatedTokenAddressSync(user.mint, owner);
  for (const ticket of queue) {
    const cancellation = quoted(() => quoteCancelTicket(snapshot, ticket));
    const options = { pool, ticket: ticket.address, owner, destination, minimumTokensOut: 0n };
    const cancelled = await outcome(test, instructions.cancelTicket(options));
    if (typeof cancelled === "string" || typeof cancellation === "string") assert.equal(cancellation, cancelled);
    else {
      const event = findEvent(cancelled, "TicketCancelled")?.data;
      assert.deepEqual([event?.tokens, event?.cost], [cancellation.tokens, cancellation.cost]);
    }
  }
}

describe("quotes", () => {
  it("[P-16] say what the program does, in whatever state a pool is", async function () {
    this.timeout(300_000);
    const stories = fc.array(step, { minLength: 8, maxLength: 16 });
    const share = fc.constantFrom(10_000, 2_400);
    await fc.assert(
      fc.asyncProperty(stories, fc.bigInt({ min: 0n, max: 20n * SOL }), share, async (story, amount, largest) => {
        const test = await newPool({ validators: 4, config: { maxValidatorShare: largest } });
        await test.user.depositSol({ lamports: 100n * SOL });
        await test.admin.delegateAll();
        for (const each of story) {
          await play(test, each).catch((error) => {
            // A story may ask for more than there is.
            const bounds = ["InsufficientTokens", "NoPrice", "TicketTooSmall", "SlippageExceeded"] as const;
            if (!isError(error, ...bounds)) throw error;
          });
          await checkMoves(test);
          await checkUser(test, amount);
        }
        // Losses are in the books from the next update on.
        test.chain.passEpochs(1);
        await test.user.refresh();
        const { details } = await test.user.proofOfBacking();
        assert.deepEqual(
          details.filter(({ ok }) => !ok),
          [],
        );
      }),
      seeded(Number(process.env.RUNS ?? 8)),
    );
  });

  // Where caps are over the largest share, the lowest of them counts for all, until the next epoch.
  for (const { maxValidatorShare, lowered, again } of [
    { maxValidatorShare: 10_000, lowered: 20n, again: 21n },
    { maxValidatorShare: 5_000, lowered: 19n, again: 19n },
  ]) {
    it(`let what finds no place in a nearly full pool pay for its idling, by largest shares of ${maxValidatorShare}`, async () => {
      // Two caps of 510 SOL, and 1,004 SOL in the pool: the seed is one of them.
      const test = await newPool({ validators: 2, config: { reserveBuffer: 0, maxValidatorShare } });
      const { chain, admin, user, userKey, votes } = test;
      const setCaps = (...caps: bigint[]) =>
        admin.setScores({
          changes: caps.map((cap, index) => ({ index, vote: votes[index] as PublicKey, score: 100, cap, keep: false })),
        });
      await setCaps(510n * SOL, 510n * SOL);
      await user.depositSol({ lamports: 1_003n * SOL });
      await admin.delegateAll();
      /** Checks the part of deposits that idles, in parts per billion, and their quotes. */
      const check = async (idling: [deposit: bigint, share: number][]): Promise<void> => {
        const { pool, clock } = await user.snapshot();
        for (const [deposit, share] of idling) {
          const lamports = deposit * SOL;
          const { expected } = outlookAt(pool, clock, lamports);
          assert.equal(expected, idlingGain(pool.stakedLamports, idleRateOf(pool), share), `${deposit} SOL`);
          await checkUser(test, lamports);
        }
      };
      /** The same where so many SOL find a place, and one more does not. */
      const checkRoom = (room: bigint) =>
        check([
          [room, 0],
          [room + 1n, Number((1_000_000_000n + room) / (room + 1n))],
        ]);
      chain.passEpochs(1);
      await user.refresh();
      await check([
        [0n, 0],
        [9_000n, 998_222_223],
      ]);
      await checkRoom(16n);
      // What a ticket takes makes room.
      await user.orderUnstake({ tokens: 5n * SOL });
      chain.passEpochs(1);
      await user.refresh();
      await checkRoom(21n);
      // Another cap counts at once.
      await setCaps(509n * SOL);
      await checkRoom(lowered);
      await setCaps(510n * SOL);
      await checkRoom(again);
      // Until all validators have been looked at in an epoch nobody knows.
      chain.passEpochs(1);
      const { pool, validators } = await user.snapshot();
      chain.run([instructions.updateValidators({ pool, validators: [validators.record(0)] })], [userKey]);
      const snapshot = await user.snapshot();
      assert.equal(snapshot.pool.intakeEpoch, chain.epoch);
      assert.equal(outlookAt(snapshot.pool, snapshot.clock, 9_000n * SOL).expected, 0n);
      const queue = await fetchQueue(chain.connection, pool);
      assert.equal(queue.length, 1);
      await checkCancellations(test, queue);
    });
  }

  it("have no least of a side that liquidity has nothing of", () => {
    assert.deepEqual(minimumsFor({ lamports: 10_000n, tokens: 0n }, 10), {
      minimumLamportsOut: 9_990n,
      minimumTokensOut: 0n,
    });
    assert.deepEqual(minimumsFor({ lamports: 0n, tokens: 7n }, 0), { minimumLamportsOut: 0n, minimumTokensOut: 7n });
  });

  it("round the least to accept down", () => {
    assert.equal(minimumFor(10_000n, 10), 9_990n);
    assert.equal(minimumFor(1n, 1), 0n);
    assert.equal(minimumFor(7n, 0), 7n);
    // Nothing was quoted: nothing would be a minimum.
    assert.throws(
      () => minimumFor(0n, 10),
      (error) => isError(error, "InvalidArgument") && error.args.argument === "amount",
    );
    assert.throws(
      () => minimumFor(1n, 10_001),
      (error) => isError(error, "InvalidArgument"),
    );
  });
});
