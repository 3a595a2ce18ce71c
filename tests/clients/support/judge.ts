// What a client did, as the SDK sees it: the same pool, the same deposit, the same ticket, whoever made them.
import assert from "node:assert/strict";
import { Connection, type PublicKey } from "@solana/web3.js";
import type { Localnet } from "@truestake/localnet";
import {
  decodeEvents,
  deployment,
  feesOf,
  fetchPool,
  fetchPriceHistory,
  fetchTicket,
  HISTORY_LENGTH,
  managerOf,
  type TruestakeEvent,
  ticketAddress,
  tokenAddress,
} from "@truestake/sdk";
import { DISCRIMINATED } from "./idl";
import { readByOurs } from "./ours";
import { type Plain, plainStruct } from "./plain";
import { DEPOSIT, NONCE, ORDERED, TERMS } from "./terms";

/** A client's own decoding of what is on the chain. */
export interface Client {
  /** An account of a name, from its data. */
  account(name: string, data: Uint8Array): unknown;
  /** The events of a transaction, from its logs. */
  events(logs: readonly string[]): { name: string; data: unknown }[];
}

export interface Deeds {
  localnet: Localnet;
  mint: PublicKey;
  /** Who created the pool, deposited and ordered. */
  owner: PublicKey;
  signatures: { create: string; deposit: string; order: string };
  /** Total and supply, as the client was told them before the order. */
  price: { total: bigint; supply: bigint };
}

/** Asserts that the deeds are on the chain, and that the client reads all of it as the SDK does. */
export async function judge({ localnet, mint, owner, signatures, price }: Deeds, client: Client): Promise<void> {
  const connection = new Connection(localnet.url, "confirmed");
  const addresses = deployment({ mint });
  const pool = await fetchPool(connection, addresses);
  const { rewardFee, depositFee, withdrawalFee, ticketFee, referralShare, seedLamports, ...others } = TERMS;
  const fees = { reward: rewardFee, deposit: depositFee, withdrawal: withdrawalFee, ticket: ticketFee };
  assert.deepEqual(feesOf(pool), { ...fees, referralShare });
  for (const [name, value] of Object.entries(others)) assert.equal(pool[name as keyof typeof pool], value, name);
  for (const role of [pool.admin, pool.guardian, managerOf(pool)]) assert.equal(role.toBase58(), owner.toBase58());

  // Nothing was earned.
  assert.equal(price.total, seedLamports + DEPOSIT);
  assert.equal(price.supply, pool.supply);
  const ticket = await fetchTicket(connection, ticketAddress(addresses, owner, NONCE));
  assert.equal(ticket.tokens, ORDERED);
  assert.equal(pool.queuedTokens, ORDERED);

  const accounts: [name: string, address: PublicKey][] = [
    ["Pool", addresses.pool],
    ["ValidatorList", addresses.validators],
    ["PriceHistory", addresses.history],
    ["TicketQueue", addresses.queue],
    ["Ticket", ticket.address],
  ];
  const { entries } = await fetchPriceHistory(connection, addresses);
  assert.ok(entries.length <= HISTORY_LENGTH);
  for (const [name, address] of accounts) {
    const { data } = (await connection.getAccountInfo(address)) ?? assert.fail(name);
    const ours = readByOurs({ kind: "account", name, bytes: data });
    assert.deepEqual(plainStruct(name, client.account(name, data)), ours, name);
  }
  const balance = await connection.getTokenAccountBalance(tokenAddress(mint, owner));

  const seen: string[] = [];
  for (const signature of Object.values(signatures)) {
    const logs = await logsOf(connection, signature);
    const ours = decodeEvents(logs);
    assert.deepEqual(plainEvents(client.events(logs)), plainEvents(ours));
    seen.push(...ours.map(({ name }) => name));
  }
  assert.deepEqual(seen, ["PoolCreated", "HistoryGrown", "HistoryGrown", "SolDeposited", "UnstakeOrdered"]);
  const deposited = decodeEvents(await logsOf(connection, signatures.deposit))[0] as TruestakeEvent & {
    name: "SolDeposited";
  };
  // The treasury is the owner's account, so the fee comes back to them.
  const { tokens, treasuryTokens } = deposited.data;
  assert.ok(treasuryTokens > 0n);
  assert.equal(BigInt(balance.value.amount), tokens + treasuryTokens - ORDERED);
}

async function logsOf(connection: Connection, signature: string): Promise<string[]> {
  const landed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  assert.equal(landed?.meta?.err, null);
  return landed?.meta?.logMessages ?? assert.fail("no logs");
}

const known = new Map(DISCRIMINATED.map(({ name }) => [name.toLowerCase(), name]));

/** Some clients write an event's name in camelCase. */
export function plainEvents(events: readonly { name: string; data: unknown }[]): { name: string; data: Plain }[] {
  return events.map(({ name, data }) => {
    const own = known.get(name.toLowerCase()) ?? assert.fail(`there is no event ${name}`);
    return { name: own, data: plainStruct(own, data) };
  });
}
