import assert from "node:assert/strict";
import {
  AddressLookupTableAccount,
  AddressLookupTableProgram,
  Keypair,
  PublicKey,
  SYSVAR_SLOT_HASHES_PUBKEY,
  TransactionInstruction,
} from "@solana/web3.js";
import type { InProcessChain } from "@truestake/localnet";
import {
  accountLocks,
  compile,
  fetchValidatorMark,
  instructions,
  isError,
  isFresh,
  keypairWallet,
  markAddress,
  pack,
  type Sent,
  sendTransaction,
  transientAddress,
  usesTransient,
  type Wallet,
} from "../src";
import {
  closeLookupTables,
  crankAddresses,
  createLookupTable,
  fetchLookupTables,
  findLookupTables,
  keepLookupTables,
  LOOKUP_TABLE_CAPACITY,
  planCranks,
  planLookupTables,
  prependCranks,
  refresh,
  usableLookupTables,
} from "../src/operators";
import { funded, newPool, SOL, type TestPool } from "./pool";

const POOL = PublicKey.unique();
const NEVER = 2n ** 64n - 1n;

const addresses = (count: number) => Array.from({ length: count }, () => PublicKey.unique());

/** A table of a pool as the chain would have it. */
function table(held: PublicKey[], state: Partial<AddressLookupTableAccount["state"]> = {}): AddressLookupTableAccount {
  return new AddressLookupTableAccount({
    key: PublicKey.unique(),
    state: {
      deactivationSlot: NEVER,
      lastExtendedSlot: 10,
      lastExtendedSlotStartIndex: 0,
      authority: POOL,
      addresses: [POOL, ...held],
      ...state,
    },
  });
}

/** Lets slots pass while something waits for them. */
async function withTime<T>(chain: InProcessChain, waiting: Promise<T>): Promise<T> {
  const timer = setInterval(() => chain.advanceSlots(1n), 5);
  return waiting.finally(() => clearInterval(timer));
}

function keep({ chain, user }: TestPool, wallet: Wallet) {
  return withTime(
    chain,
    keepLookupTables({ ...user.session, connection: chain.connection, wallet, options: { pollEvery: 5 } }),
  );
}

/** Takes a validator without stake off the list. */
async function remove({ chain, admin }: TestPool, vote: PublicKey): Promise<void> {
  await admin.setScore({ vote, score: 0 });
  const { pool, validators } = await admin.snapshot();
  const { vote: lastVote } = validators.record(validators.count - 1);
  const { rentPayer } = await fetchValidatorMark(chain.connection, pool, vote);
  const removal = instructions.removeValidator({ pool, validator: { vote }, rentPayer, lastVote });
  await sendTransaction(chain.connection, keypairWallet(funded(chain)), { instructions: [removal] });
}

/** What the tables of a wallet hold. */
async function held({ chain, user }: TestPool, authority: PublicKey): Promise<Set<string>> {
  const tables = await fetchLookupTables(chain.connection, { pool: user.deployment.pool, authority });
  return new Set(tables.flatMap(({ state }) => state.addresses.map((address) => address.toBase58())));
}

async function assertHoldsAll(test: TestPool, authority: PublicKey): Promise<void> {
  const holds = await held(test, authority);
  const { pool, validators } = await test.user.snapshot();
  for (const { stake, vote } of validators.records()) {
    assert(holds.has(stake.toBase58()));
    assert(holds.has(transientAddress(pool, vote).toBase58()));
    assert(holds.has(markAddress(pool, vote).toBase58()));
  }
  for (const address of crankAddresses(pool, [])) assert(holds.has(address.toBase58()));
}

describe("planning lookup tables", () => {
  it("begins every table with the pool, and fills one after the other in order", () => {
    const wanted = [POOL, ...addresses(600)];
    const { create, extend, obsolete } = planLookupTables(POOL, wanted, []);
    assert.deepEqual([extend, obsolete], [[], []]);
    assert.deepEqual(
      create.map(({ length }) => length),
      [LOOKUP_TABLE_CAPACITY, LOOKUP_TABLE_CAPACITY, 91],
    );
    assert(create.every(([first]) => first?.equals(POOL)));
    assert.deepEqual(
      create.flatMap((all) => all.slice(1)),
      wanted.slice(1),
    );
  });

  it("finds nothing missing in whatever order and place the tables have the addresses", () => {
    const wanted = addresses(300);
    const tables = [table(wanted.slice(100).reverse()), table([...addresses(50), ...wanted.slice(0, 100)])];
    assert.deepEqual(planLookupTables(POOL, wanted.reverse(), tables), { extend: [], create: [], obsolete: [] });
  });

  it("fills up the tables that have room before it makes new ones", () => {
    const wanted = addresses(400);
    const tables = [table(wanted.slice(0, 250)), table(wanted.slice(250, 260))];
    const { extend, create, obsolete } = planLookupTables(POOL, wanted, tables);
    assert.deepEqual(
      extend.map(({ table: key, addresses: { length } }) => [key, length]),
      [
        [tables[0]?.key, 5],
        [tables[1]?.key, 135],
      ],
    );
    assert.deepEqual([create, obsolete], [[], []]);
  });

  it("replaces tables that are hardly of use, and leaves deactivated ones alone", () => {
    const wanted = addresses(60);
    const useless = table([...wanted.slice(0, 10), ...addresses(90)]);
    const gone = table(wanted, { deactivationSlot: 5n });
    const good = table([...wanted.slice(10), ...addresses(100)]);
    const { extend, create, obsolete } = planLookupTables(POOL, wanted, [useless, gone, good]);
    assert.deepEqual(obsolete, [useless.key]);
    assert.deepEqual(extend, [{ table: good.key, addresses: wanted.slice(0, 10) }]);
    assert.deepEqual(create, []);
  });

  it("names only what can be looked up in the next slot", () => {
    const all = addresses(20);
    const extended = table(all, { lastExtendedSlot: 10, lastExtendedSlotStartIndex: 8 });
    const gone = table(all, { deactivationSlot: 3n });
    const usable = (slot: number) =>
      usableLookupTables([extended, gone], slot).map(({ state }) => state.addresses.length);
    assert.deepEqual(usable(9), [8]);
    assert.deepEqual(usable(10), [21]);
  });
});

describe("transactions with lookup tables", () => {
  const payer = Keypair.generate().publicKey;
  const programId = PublicKey.unique();
  const instruction = (pubkeys: PublicKey[]) =>
    new TransactionInstruction({
      programId,
      keys: pubkeys.map((pubkey) => ({ pubkey, isSigner: false, isWritable: true })),
    });
  const lookups = (pubkeys: PublicKey[], lookupTables: AddressLookupTableAccount[]) =>
    compile({ payer, instructions: [instruction(pubkeys)], blockhash: POOL.toBase58(), lookupTables }).message
      .addressTableLookups;

  it("use as few tables as hold the accounts, the fullest first, and none for a single account", () => {
    const all = addresses(20);
    const [some, most, one] = [table(all.slice(0, 10)), table(all.slice(5, 19)), table(all.slice(19))];
    const used = lookups(all, [one, some, most]);
    assert.deepEqual(
      used.map(({ accountKey, writableIndexes }) => [accountKey, writableIndexes.length]),
      [
        [most.key, 14],
        [some.key, 5],
      ],
    );
  });

  it("are what they were without", () => {
    const all = addresses(5);
    assert.deepEqual(lookups(all, []), []);
    assert.deepEqual(lookups(all, [table(addresses(9))]), []);
  });

  it("pack instructions by the calls they make", () => {
    const all = Array.from({ length: 20 }, () => instruction([POOL]));
    const counts = pack(payer, all, { units: 10_000, calls: 8 }).map(({ length }) => length);
    assert.deepEqual(counts, [7, 7, 6]);
  });
});

describe("what the tables hold", () => {
  it("is what cranks name, and nothing of a validator that is none", async () => {
    const { user, votes } = await newPool({ validators: 2 });
    const { pool, validators } = await user.snapshot();
    const named = (...built: { keys: { pubkey: PublicKey }[] }[]) =>
      new Set(built.flatMap(({ keys }) => keys.map(({ pubkey }) => pubkey.toBase58())));
    const moves = votes.flatMap((vote) =>
      [instructions.delegateReserve, instructions.deactivateStake].map((move) => move({ pool, validator: { vote } })),
    );
    const cranks = named(
      ...moves,
      instructions.updateValidators({ pool, validators: [] }),
      instructions.updatePool({ pool }),
      instructions.settleTickets({ pool, tickets: [] }),
    );
    const addresses = crankAddresses(pool, validators.records()).map((address) => address.toBase58());
    assert.equal(new Set(addresses).size, addresses.length);
    for (const vote of votes) cranks.delete(vote.toBase58());
    assert.deepEqual(addresses.sort(), [...cranks].sort());
  });
});

describe("keeping lookup tables", () => {
  it("makes them, uses them as they are, and extends them when validators are added", async () => {
    const test = await newPool({ validators: 30 });
    const { chain, admin } = test;
    const keeper = funded(chain);
    const wallet = keypairWallet(keeper);
    const first = await keep(test, wallet);
    assert.deepEqual([first.created, first.deactivated, first.closed], [1, 0, 0]);
    assert.equal(first.added, first.tables[0]?.state.addresses.length);
    await assertHoldsAll(test, keeper.publicKey);

    const second = await keep(test, wallet);
    assert.deepEqual([second.created, second.added, second.transactions], [0, 0, []]);
    assert.deepEqual(second.tables, first.tables);

    for (let count = 0; count < 3; count++) await admin.addValidator({ vote: chain.createVoteAccount(), score: 1 });
    const third = await keep(test, wallet);
    // Two stake accounts and a mark of each.
    assert.deepEqual([third.created, third.added, third.transactions.length], [0, 9, 1]);
    await assertHoldsAll(test, keeper.publicKey);
  });

  it("needs nothing new when a validator is removed and the last one takes its place", async () => {
    const test = await newPool({ validators: 20 });
    const { chain, admin, user, votes } = test;
    const wallet = keypairWallet(funded(chain));
    const { tables } = await keep(test, wallet);
    await remove(test, votes[3] as PublicKey);
    const { validators } = await admin.snapshot();
    assert.equal(validators.find(votes[19] as PublicKey)?.index, 3);
    const again = await keep(test, wallet);
    assert.deepEqual([again.created, again.added, again.transactions], [0, 0, []]);
    await assertHoldsAll(test, wallet.publicKey);

    chain.passEpochs(1);
    const options = { lookupTables: tables };
    const { transactions, snapshot } = await refresh({ ...user.session, wallet, options });
    assert.deepEqual([transactions.length, isFresh(snapshot)], [1, true]);
  });

  it("makes as many as it takes, all at once", async () => {
    const test = await newPool({ validators: 140 });
    const keeper = funded(test.chain);
    const kept = await keep(test, keypairWallet(keeper));
    assert.deepEqual([kept.created, kept.tables.length], [2, 2]);
    await assertHoldsAll(test, keeper.publicKey);
  });

  it("waits for the next slot, but not for ever", async () => {
    const { chain, user } = await newPool({ validators: 1 });
    const wallet = keypairWallet(funded(chain));
    const session = { ...user.session, wallet, options: { pollEvery: 5 } };
    await assert.rejects(keepLookupTables(session, { deadline: 30 }), (error) => {
      assert.ok(isError(error, "PartlyDone") && isError(error.args.error, "DeadlinePassed"));
      return (error.args.done as Sent[]).length === 1;
    });
    const find = () => findLookupTables(chain.connection, { pool: user.deployment.pool, authority: wallet.publicKey });
    assert.equal((await find()).flatMap(({ state }) => state.addresses).length, 0);
    chain.advanceSlots(1n);
    assert((await find()).flatMap(({ state }) => state.addresses).length > 10);
    const { created } = await keepLookupTables(session);
    assert.equal(created, 0);
  });

  it("ignores tables of others, and of other pools", async () => {
    const test = await newPool({ validators: 2 });
    const { chain, user } = test;
    const [keeper, other] = [keypairWallet(funded(chain)), keypairWallet(funded(chain))];
    await keep(test, other);
    const recentSlot = chain.account(SYSVAR_SLOT_HASHES_PUBKEY)?.data.readBigUInt64LE(8 + 40 * 7) ?? 0n;
    const alien = createLookupTable({ authority: keeper.publicKey, addresses: addresses(5), recentSlot });
    await sendTransaction(chain.connection, keeper, { instructions: alien.instructions });
    const of = (authority: PublicKey) => fetchLookupTables(chain.connection, { pool: user.deployment.pool, authority });
    assert.deepEqual(await of(keeper.publicKey), []);
    assert.equal((await keep(test, keeper)).created, 1);
    const [own] = await of(keeper.publicKey);
    assert(own && !own.key.equals(alien.table) && own.state.authority?.equals(keeper.publicKey));
    assert.equal((await of(other.publicKey)).length, 1);
  });

  it("gets rid of a table that is hardly of use: first deactivated, closed when its slot is no longer recent", async () => {
    const test = await newPool({ validators: 2 });
    const { chain, user } = test;
    const keeper = keypairWallet(funded(chain));
    const { pool } = user.deployment;
    const recentSlot = chain.account(SYSVAR_SLOT_HASHES_PUBKEY)?.data.readBigUInt64LE(8) ?? 0n;
    const authority = keeper.publicKey;
    const old = createLookupTable({ authority, addresses: [pool, ...addresses(20)], recentSlot });
    await sendTransaction(chain.connection, keeper, { instructions: old.instructions });
    const first = await keep(test, keeper);
    assert.deepEqual([first.created, first.deactivated, first.closed], [1, 1, 0]);
    assert(!first.tables.some(({ key }) => key.equals(old.table)));
    assert.equal((await keep(test, keeper)).closed, 0);

    chain.advanceSlots(600n);
    const later = await keep(test, keeper);
    assert.deepEqual([later.created, later.deactivated, later.closed], [0, 0, 1]);
    assert.equal(chain.account(old.table), null);
    await assertHoldsAll(test, authority);
  });

  it("closes all of them, and the rent comes back", async () => {
    const test = await newPool({ validators: 2 });
    const { chain, user } = test;
    const wallet = keypairWallet(funded(chain));
    const { tables } = await keep(test, wallet);
    const rent = tables.reduce((sum, { key }) => sum + chain.balance(key), 0n);
    const session = { ...user.session, wallet, options: { pollEvery: 5 } };
    const close = () => closeLookupTables(session);
    const { left, closed } = await close();
    assert.deepEqual([left, closed], [1, 0]);
    chain.advanceSlots(600n);
    const before = chain.balance(wallet.publicKey);
    assert.deepEqual([(await close()).left, (await close()).left], [0, 0]);
    assert.equal(chain.balance(wallet.publicKey), before + rent - 5_000n);
  });
});

describe("the epoch update with lookup tables", () => {
  /** Stake at every validator, and a keeper with tables. */
  async function staked(validators: number) {
    const test = await newPool({ validators: validators + 1 });
    await test.admin.setScore({ vote: test.votes[0] as PublicKey, score: 0 });
    await test.user.depositSol({ lamports: 10_000n * SOL });
    await test.admin.delegateAll();
    const keeper = keypairWallet(funded(test.chain));
    const { tables } = await keep(test, keeper);
    test.chain.passEpochs(1);
    await test.user.refresh();
    test.chain.passEpochs(1);
    return { ...test, keeper, tables };
  }

  it("measures 53 resting validators in a transaction, wherever the list has them", async () => {
    const test = await staked(60);
    const { user, keeper, tables, votes } = test;
    await remove(test, votes[0] as PublicKey);
    const snapshot = await user.snapshot();
    assert.equal(snapshot.validators.find(votes[60] as PublicKey)?.index, 0);
    const payer = keeper.publicKey;
    const plan = planCranks(snapshot, { payer, lookupTables: tables });
    assert.deepEqual(
      plan.first.map(({ validators, bound }) => [validators, bound]),
      [[53, "locks"]],
    );
    assert.equal(accountLocks(payer, plan.first[0]?.instructions ?? []) + 1, 64);
    const without = planCranks(snapshot, { payer });
    assert(without.first.every(({ validators, bound }) => validators <= 20 && bound !== "locks"));
    const options = { lookupTables: tables };
    const refreshed = await refresh({ ...user.session, wallet: keeper, options });
    assert.equal(refreshed.transactions.length, 2);
    assert(isFresh(refreshed.snapshot));
  });

  it("takes a user's instructions behind the cranks when all of it fits", async () => {
    const test = await staked(30);
    const { user, keeper, tables } = test;
    const snapshot = await user.snapshot();
    const options = { payer: keeper.publicKey };
    assert.equal(prependCranks(snapshot, [], options), undefined);
    const own = AddressLookupTableProgram.freezeLookupTable({ lookupTable: POOL, authority: keeper.publicKey });
    const whole = prependCranks(snapshot, [own], { ...options, lookupTables: tables });
    assert.equal(whole?.length, 3);
  });

  it("is the client's own business once it keeps tables", async () => {
    const { chain, user, admin } = await staked(60);
    const kept = await withTime(chain, user.keepLookupTables());
    assert.equal(kept.created, 1);
    const { transactions } = await user.refresh();
    assert.equal(transactions.length, 2);
    await user.depositSol({ lamports: 600n * SOL });
    const delegated = await user.delegateAll();
    assert.deepEqual([delegated.moves.length, delegated.transactions.length], [60, Math.ceil(60 / 7)]);
    assert.equal((await admin.snapshot()).validators.records().filter(usesTransient).length, 60);
    chain.passEpochs(1);
    assert(isFresh((await user.refresh()).snapshot));

    // Once given up they are not named any more: transactions fail with a table that is gone.
    assert.deepEqual([(await user.closeLookupTables()).left, (await user.closeLookupTables()).left], [1, 1]);
    chain.passEpochs(1);
    assert.equal((await user.closeLookupTables()).closed, 1);
    const without = await user.refresh();
    assert(without.transactions.length > 2 && isFresh(without.snapshot));
  });

  it("plans smaller transactions when one takes more than was thought", async () => {
    const test = await staked(60);
    const { chain, user, keeper, tables } = test;
    let refused = 0;
    // As if 40 validators were too many for the compute budget.
    const connection = new Proxy(chain.connection, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (name !== "simulateTransaction") return typeof member === "function" ? member.bind(target) : member;
        return (
          transaction: { message: { addressTableLookups: { writableIndexes: number[] }[] } },
          ...rest: never[]
        ) => {
          const { addressTableLookups } = transaction.message;
          const named = addressTableLookups.reduce((sum, { writableIndexes }) => sum + writableIndexes.length, 0);
          if (named < 40) return member.call(target, transaction, ...rest);
          refused++;
          const err = { InstructionError: [2, "ComputationalBudgetExceeded"] };
          return Promise.resolve({ context: { slot: 1 }, value: { err, logs: [] } });
        };
      },
    });
    const options = { lookupTables: tables, pollEvery: 1 };
    const { transactions, snapshot } = await refresh({ ...user.session, connection, wallet: keeper, options });
    assert(isFresh(snapshot));
    assert.deepEqual([refused, transactions.length], [1, 3]);
  });
});
