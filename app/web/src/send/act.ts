// Everything that is sent. The page loads this when somebody first acts: it brings the client of the SDK, the texts of its errors, and
// what builds, simulates, signs and confirms.
import { type PublicKey, StakeProgram, type TransactionInstruction } from "@solana/web3.js";
import { type Sent, type StakeAccount, sendTransaction, TruestakeClient } from "@truestake/sdk";
import "@truestake/sdk/hints";
import type { RemovalMinimums } from "@truestake/sdk/quotes";
import type { Pool } from "../data/reader";
import { clusterOf } from "../place/deployed";
import { stopWaitingForClick } from "../wallet/tap";
import { sdkWallet, type WalletStep } from "../wallet/wallet";

export type { ExitPlan } from "@truestake/sdk/quotes";

/** A client that reads. */
export const readerOf = ({ connections, deployment }: Pool): TruestakeClient =>
  new TruestakeClient({ connection: connections, mint: deployment.mint, programId: deployment.programId });

/** Who hears how far an action is, and what stops it. */
export interface Following {
  signal: AbortSignal;
  /** The wallet asks its user now, or has sent by itself. */
  onStep(step: WalletStep): void;
  /** It has signed; what follows is sending and confirming. */
  onSigned(): void;
}

/** A client of the connected wallet. */
function signerOf({ connections, deployment, place, reading }: Pool, following: Following): TruestakeClient {
  const { signal, onStep, onSigned } = following;
  signal.addEventListener("abort", stopWaitingForClick);
  const genesis = place.genesis ?? reading.get().view?.genesis ?? "";
  return new TruestakeClient({
    ...{ connection: connections, mint: deployment.mint, programId: deployment.programId },
    wallet: sdkWallet(clusterOf(genesis), onStep),
    options: { signal, onSigned },
  });
}

/** What an action comes to. */
export interface Done {
  signatures: string[];
}

/** Undefined are transactions that an earlier attempt has sent. */
const done = (...sent: ({ signature: string } | undefined)[]): Done => ({
  signatures: sent.flatMap((each) => (each ? [each.signature] : [])),
});

/** What somebody can do, with the least that they accept. */
export type Action =
  | { kind: "stake"; lamports: bigint; least: bigint; balance: bigint }
  | { kind: "sell"; tokens: bigint; least: bigint; balance: bigint }
  | { kind: "order"; tokens: bigint; least: bigint }
  | { kind: "take"; tokens: bigint; least: bigint }
  | { kind: "cancel"; ticket: PublicKey; least: bigint }
  | { kind: "claim"; tickets: readonly PublicKey[] }
  | { kind: "deactivate"; stake: StakeAccount; owner: PublicKey }
  | { kind: "withdraw"; stake: StakeAccount; owner: PublicKey }
  | { kind: "provide"; lamports: bigint; least: bigint; balance: bigint }
  | ({ kind: "remove"; shares: bigint; balance: bigint } & RemovalMinimums)
  | { kind: "refresh" };

/** Does it, to its end: landed, or an error that says what has changed. */
export async function act(pool: Pool, action: Action, following: Following): Promise<Done> {
  const client = signerOf(pool, following);
  switch (action.kind) {
    case "stake": {
      const { lamports, least, balance } = action;
      return done(await client.depositSol({ lamports, minimumTokensOut: least, ifBalance: balance }));
    }
    case "sell": {
      const { tokens, least, balance } = action;
      return done(await client.liquidUnstake({ tokens, minimumLamportsOut: least, ifBalance: balance }));
    }
    case "order":
      return done((await client.orderUnstake({ tokens: action.tokens, minimumLamportsOut: action.least })).sent);
    case "take": {
      const { tokens, least } = action;
      const taken = await client.withdrawStakeAccounts({ tokens, minimumLamportsOut: least });
      return done(...taken.map(({ sent }) => sent));
    }
    case "cancel":
      return done(await client.cancelTicket({ ticket: action.ticket, minimumTokensOut: action.least }));
    case "claim": {
      const sent: Sent[] = [];
      for (const ticket of action.tickets) {
        // Undefined where somebody else has just claimed it: paid all the same.
        const claimed = await client.claimTicket({ ticket });
        if (claimed) sent.push(claimed);
      }
      return done(...sent);
    }
    case "deactivate": {
      const of = { stakePubkey: action.stake.address, authorizedPubkey: action.owner };
      return done(await send(client, StakeProgram.deactivate(of).instructions));
    }
    case "withdraw": {
      const { stake, owner } = action;
      const of = { stakePubkey: stake.address, authorizedPubkey: owner, toPubkey: owner };
      // web3.js takes a double: exact up to 9 million SOL.
      return done(await send(client, StakeProgram.withdraw({ ...of, lamports: Number(stake.lamports) }).instructions));
    }
    case "provide": {
      const { lamports, least, balance } = action;
      return done(await client.addLiquidity({ lamports, minimumSharesOut: least, ifBalance: balance }));
    }
    case "remove": {
      const { shares, minimumLamportsOut, minimumTokensOut, balance } = action;
      return done(await client.removeLiquidity({ shares, minimumLamportsOut, minimumTokensOut, ifBalance: balance }));
    }
    case "refresh":
      return done(...(await client.refresh()).transactions);
  }
}

function send({ session }: TruestakeClient, instructions: TransactionInstruction[]): Promise<Sent> {
  const { wallet, options, deployment: place, connection } = session;
  if (!wallet) throw new Error("a client that signs has a wallet");
  return sendTransaction(connection, wallet, { instructions }, { ...options, programId: place.programId });
}
