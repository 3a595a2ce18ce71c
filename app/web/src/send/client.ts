// The SDK's client as the page uses it.

import type { ClientOptions, Handle } from "@truestake/sdk";
import { TruestakeClient } from "@truestake/sdk";
import type { Pool } from "../data/reader";
import { clusterOf } from "../place/deployed";
import { stopWaitingForClick } from "../wallet/tap";
import { sdkWallet, type WalletStep } from "../wallet/wallet";

/** A client that reads, and settles what was signed before. */
export const readerOf = ({ connections, deployment }: Pool, options: ClientOptions = {}): TruestakeClient =>
  new TruestakeClient({ connection: connections, mint: deployment.mint, programId: deployment.programId, options });

/** Who hears how far an action is, and what stops it. */
export interface Following {
  signal: AbortSignal;
  /** The wallet asks its user now, or has sent by itself. */
  onStep(step: WalletStep): void;
  /** It has signed, or is about to be asked to send; what follows is sending and confirming. */
  onSigned(handle: Handle): void;
}

/** Genesis hash of a pool's cluster. */
export const genesisOf = ({ place, reading }: Pool): string => place.genesis ?? reading.get().view?.genesis ?? "";

/** A client of the connected wallet. */
export function signerOf(pool: Pool, { signal, onStep, onSigned }: Following): TruestakeClient {
  const { connections, deployment } = pool;
  signal.addEventListener("abort", stopWaitingForClick);
  return new TruestakeClient({
    ...{ connection: connections, mint: deployment.mint, programId: deployment.programId },
    wallet: sdkWallet(clusterOf(genesisOf(pool)), onStep),
    options: { signal, onSigned },
  });
}
