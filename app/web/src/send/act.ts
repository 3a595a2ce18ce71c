// Everything that is sent. The page loads this when somebody first acts: it brings the client of the SDK, the texts of its errors, and
// what builds, simulates, signs and confirms.
import { type PublicKey, StakeProgram, type TransactionInstruction } from "@solana/web3.js";
import {
  isError,
  isTruestakeError,
  type Nodes,
  type Sent,
  type StakeAccount,
  sendTransaction,
  type TruestakeClient,
} from "@truestake/sdk";
import "@truestake/sdk/hints";
import { withdrawalOf } from "@truestake/sdk/operators";
import type { RemovalMinimums } from "@truestake/sdk/quotes";
import { type Done, type Moved, moved } from "../actions/done";
import { forget, type Open, signed } from "../actions/journal";
import type { Pool } from "../data/reader";
import { type Following, genesisOf, signerOf } from "./client";
import { takeStake } from "./take";
import { movedBy } from "./told";

export { readerOf } from "./client";
export { repeating, settleAll } from "./earlier";

/** What somebody can do, with the least that they accept, and what keeps a repeat from doing it twice. */
export type Action =
  | { kind: "stake"; lamports: bigint; least: bigint; balance: bigint }
  | { kind: "sell"; tokens: bigint; least: bigint; balance: bigint }
  | { kind: "order"; tokens: bigint; least: bigint; nonce?: bigint }
  | { kind: "take"; tokens: bigint; least: bigint; nonce?: bigint }
  | { kind: "cancel"; ticket: PublicKey; least: bigint }
  | { kind: "claim"; tickets: readonly PublicKey[] }
  | { kind: "deactivate"; stake: StakeAccount; owner: PublicKey }
  | { kind: "withdraw"; stake: StakeAccount; owner: PublicKey }
  | { kind: "provide"; lamports: bigint; least: bigint; balance: bigint }
  | ({ kind: "remove"; shares: bigint; balance: bigint } & RemovalMinimums)
  | { kind: "refresh" };

export type Kind = Action["kind"];

/** What an action came to: both where an error stopped the rest of it. */
export interface Came {
  done?: Done;
  error?: unknown;
}

/** What has landed of an action so far, and what its result proves that has moved. */
interface Landed {
  sent: Sent[];
  proven?: Moved;
}

/** Does it, to its end. What may still land after that is in the journal. */
export async function act(pool: Pool, action: Action, following: Following): Promise<Came> {
  const { kind } = action;
  const open: Open = {
    ...{ mint: pool.deployment.mint.toBase58(), kind, handles: [] },
    ...("balance" in action ? { balance: String(action.balance) } : {}),
    ...(kind === "deactivate" ? { stake: String(action.stake.lamports) } : {}),
  };
  const client = signerOf(pool, {
    ...following,
    onSigned: (handle) => {
      signed(open, handle);
      following.onSigned(handle);
    },
  });
  const landed: Landed = { sent: [] };
  const done = (): Done => ({
    ...{ kind, genesis: genesisOf(pool), signatures: landed.sent.map(({ signature }) => signature) },
    moved: landed.proven ?? movedBy(kind, landed.sent),
  });
  try {
    await perform(client, pool.nodes, action, landed);
    forget(open);
    return { done: done() };
  } catch (error) {
    // What is no error of the SDK's says nothing of what was sent.
    if (isTruestakeError(error) && !isOpen(error)) forget(open);
    if (isError(error, "PartlyDone")) landed.sent.push(...partsOf(error.args.done));
    if (isError(error, "HistoryUnavailable") && error.effect === "done") {
      const { signatures, ...rest } = done();
      return { done: { ...rest, signatures: [...signatures, String(error.args.signature)], moved: undefined } };
    }
    return landed.sent.length > 0 ? { done: done(), error } : { error };
  }
}

/** Whether a transaction may still land. */
function isOpen(error: unknown): boolean {
  return isError(error, "OutcomeUnknown") || (isError(error, "PartlyDone") && isOpen(error.args.error));
}

/** The transactions of what was done before an error: as they are, or in what they came to. */
const partsOf = (done: unknown): Sent[] =>
  (done as (Sent | { sent?: Sent })[]).flatMap((each) => ("signature" in each ? [each] : (each.sent ?? [])));

async function perform(client: TruestakeClient, nodes: Nodes, action: Action, landed: Landed): Promise<void> {
  /** Undefined are transactions that an earlier attempt has sent, or somebody else. */
  const sent = (...all: (Sent | undefined)[]) => landed.sent.push(...all.flatMap((each) => each ?? []));
  const { kind } = action;
  switch (kind) {
    case "stake": {
      const { lamports, least, balance } = action;
      const deposit = await client.depositSol({ lamports, minimumTokensOut: least, ifBalance: balance });
      landed.proven = moved({ lamports, tokens: deposit.tokens });
      return void sent(deposit);
    }
    case "sell": {
      const { tokens, least, balance } = action;
      const sale = await client.liquidUnstake({ tokens, minimumLamportsOut: least, ifBalance: balance });
      landed.proven = moved({ tokens, lamports: sale.lamports });
      return void sent(sale);
    }
    case "order": {
      const { tokens, least, nonce } = action;
      return void sent((await client.orderUnstake({ tokens, minimumLamportsOut: least, nonce })).sent);
    }
    case "take":
      return void sent(...(await takeStake(client, action)));
    case "cancel":
      return void sent(await client.cancelTicket({ ticket: action.ticket, minimumTokensOut: action.least }));
    case "claim":
      // Undefined where somebody else has just claimed it: paid all the same.
      for (const ticket of action.tickets) sent(await client.claimTicket({ ticket }));
      return;
    case "deactivate": {
      const of = { stakePubkey: action.stake.address, authorizedPubkey: action.owner };
      sent(await send(client, StakeProgram.deactivate(of).instructions));
      landed.proven = moved({ lamports: action.stake.lamports });
      return;
    }
    case "withdraw": {
      const { stake, owner } = action;
      const { instructions, lamports } = await withdrawalOf(nodes, { stake: stake.address, owner });
      sent(await send(client, instructions));
      landed.proven = moved({ lamports });
      return;
    }
    case "provide": {
      const { lamports, least, balance } = action;
      const addition = await client.addLiquidity({ lamports, minimumSharesOut: least, ifBalance: balance });
      landed.proven = moved({ lamports, shares: addition.shares });
      return void sent(addition);
    }
    case "remove": {
      const { shares, minimumLamportsOut, minimumTokensOut, balance } = action;
      const removal = await client.removeLiquidity({
        shares,
        minimumLamportsOut,
        minimumTokensOut,
        ifBalance: balance,
      });
      landed.proven = moved({ shares, lamports: removal.lamports, tokens: removal.tokens });
      return void sent(removal);
    }
    case "refresh":
      return void sent(...(await client.refresh()).transactions);
  }
}

function send({ session }: TruestakeClient, instructions: TransactionInstruction[]): Promise<Sent> {
  const { wallet, options, deployment: place, connection } = session;
  if (!wallet) throw new Error("a client that signs has a wallet");
  return sendTransaction(connection, wallet, { instructions }, { ...options, programId: place.programId });
}
