import assert from "node:assert/strict";
import type { AddressLookupTableAccount } from "@solana/web3.js";
import {
  findEvent,
  fits,
  instructions,
  isFresh,
  keypairWallet,
  type PoolSnapshot,
  pack,
  type Sent,
  sendTransaction,
  TruestakeClient,
  type Wallet,
} from "@truestake/sdk";
import { crankAddresses, findLookupTables, planRefresh } from "@truestake/sdk/operators";
import { changesOf } from "./exact";
import { clientOf, funded, type LivePool, newPool, SENDING, SOL, until } from "./shared";

/** More than one transaction can measure without tables. */
const VALIDATORS = 26;
const ADD_UNITS = 60_000;

describe("Lookup tables on a real chain", () => {
  let pool: LivePool;
  let wallet: Wallet;
  let keeper: TruestakeClient;
  let [leaver, rent] = [] as unknown as [TruestakeClient, bigint];
  let tables: AddressLookupTableAccount[];
  before(async () => {
    pool = await newPool();
    const { chain, admin, user } = pool;
    const [key, leaverKey] = await Promise.all([funded(chain, 10n * SOL), funded(chain, 10n * SOL)]);
    wallet = keypairWallet(key);
    keeper = clientOf(pool, key);
    leaver = clientOf(pool, leaverKey);
    await addValidators(VALIDATORS);
    // Given up at once: a table is closed when its slot is no recent one any more.
    const [table] = (await leaver.keepLookupTables()).tables;
    assert.ok(table);
    rent = BigInt(await chain.connection.getBalance(table.key));
    assert.deepEqual(counted(await leaver.closeLookupTables()), { left: 1, closed: 0 });
    await user.depositSol({ lamports: 2_000n * SOL });
    while ((await admin.delegateAll()).transactions.length > 0);
  });

  async function addValidators(count: number): Promise<void> {
    const { chain, admin, adminKey } = pool;
    const votes = await Promise.all(Array.from({ length: count }, () => chain.createVoteAccount()));
    const validatorManager = adminKey.publicKey;
    const added = votes.map((vote) =>
      instructions.addValidator({ pool: admin.deployment, validatorManager, vote, score: 1 }),
    );
    for (const batch of pack(validatorManager, added, ADD_UNITS)) {
      await sendTransaction(chain.connection, keypairWallet(adminKey), { instructions: batch }, SENDING);
    }
  }

  const counted = ({ left, closed }: { left: number; closed: number }) => ({ left, closed });

  /** The tables that a transaction named, and how many addresses it took from them. */
  async function lookupsOf({ signature }: Sent): Promise<{ used: string[]; addresses: number }> {
    const options = { commitment: "confirmed", maxSupportedTransactionVersion: 0 } as const;
    const found = await pool.chain.connection.getTransaction(signature, options);
    assert.ok(found?.meta?.loadedAddresses);
    const { writable, readonly } = found.meta.loadedAddresses;
    const used = found.transaction.message.addressTableLookups.map(({ accountKey }) => accountKey.toBase58());
    return { used, addresses: writable.length + readonly.length };
  }

  /** Looks at the accounts of all validators: without effect, and too large for a transaction without tables. */
  function checkAll({ pool: books, validators }: PoolSnapshot) {
    return instructions.checkBacking({ pool: books, validators: validators.records() });
  }

  const keys = (of: AddressLookupTableAccount[]) => of.map(({ key }) => key.toBase58());
  const held = (of: AddressLookupTableAccount[]) => of.flatMap(({ state }) => state.addresses.map(String));
  const wanted = ({ pool: books, validators }: PoolSnapshot): string[] =>
    crankAddresses(books, validators.records()).map(String);

  it("are made and filled, and used in the very next transaction", async () => {
    const kept = await keeper.keepLookupTables();
    const snapshot = await keeper.snapshot();
    tables = kept.tables;
    assert.deepEqual([kept.created, tables.length], [1, 1]);
    assert.ok(kept.transactions.length > 1, "made by one transaction, extended by others");
    assert.deepEqual(new Set(held(tables)), new Set(wanted(snapshot)));
    assert.equal(kept.added, held(tables).length);

    const batch = [checkAll(snapshot)];
    assert.equal(fits(wallet.publicKey, batch), false);
    const options = { ...SENDING, lookupTables: tables };
    const sent = await sendTransaction(pool.chain.connection, wallet, { instructions: batch }, options);
    const { used, addresses } = await lookupsOf(sent);
    assert.deepEqual(used, keys(tables));
    assert.ok(addresses >= VALIDATORS);
  });

  it("are found again by the wallet's next client, which makes none and uses them", async () => {
    const { chain, admin } = pool;
    const { connection } = chain;
    const authority = wallet.publicKey;
    const lookupTables = await findLookupTables(connection, { pool: admin.deployment.pool, authority });
    assert.deepEqual(keys(lookupTables), keys(tables));
    const options = { ...SENDING, lookupTables };
    const next = new TruestakeClient({ connection, wallet, mint: admin.mint, options });
    const kept = await next.keepLookupTables();
    assert.deepEqual([kept.created, kept.added, kept.transactions], [0, 0, []]);

    let update: Sent | undefined;
    // Again if an epoch ends in the middle of it.
    for (let epochs = 0; !update && epochs < 3; epochs++) {
      await chain.passEpoch();
      const { first } = await planRefresh(connection, admin.deployment, { payer: authority });
      assert.ok(first.length > 0, "without tables it takes more than one transaction");
      const { transactions, snapshot } = await next.refresh();
      assert.ok(isFresh(snapshot));
      if (transactions.length === 1) [update] = transactions;
    }
    assert.ok(update);
    assert.equal(findEvent(update.events, "ValidatorsUpdated")?.data.measured, VALIDATORS);
    assert.ok(findEvent(update.events, "PoolUpdated"));
    assert.deepEqual((await lookupsOf(update)).used, keys(tables));
  });

  it("are extended when validators are added", async () => {
    await addValidators(2);
    const kept = await keeper.keepLookupTables();
    assert.deepEqual([kept.created, kept.added, kept.transactions.length], [0, 6, 1]);
    assert.deepEqual(keys(kept.tables), keys(tables));
    const snapshot = await keeper.snapshot();
    assert.equal(snapshot.validators.count, VALIDATORS + 2);
    assert.deepEqual(new Set(held(kept.tables)), new Set(wanted(snapshot)));
  });

  it("give their rent back when they are closed", async () => {
    const closed: Sent[] = [];
    await until(
      "the end of the table's slot",
      async () => {
        const { left, transactions } = await leaver.closeLookupTables();
        closed.push(...transactions);
        return left === 0;
      },
      180,
    );
    const [close, ...others] = closed;
    assert.ok(close && others.length === 0);
    assert.equal((await changesOf(pool, close)).lamports, rent);
    // And it does without from then on.
    await leaver.depositSol({ lamports: SOL });
  });
});
