import { type PublicKey, SystemProgram } from "@solana/web3.js";
import type { ChainReader } from "../../accounts/chain";
import { fetchMany } from "../../accounts/common";
import { fetchRound } from "../../accounts/round";
import { nonceAddresses } from "../../accounts/ticket";
import type { PoolId } from "../../deployment";
import { isError } from "../../errors";
import { type Session, walletOf } from "../../transaction/session";

/** Attempts when the owner took the same address at the same time, from another window perhaps. */
const ATTEMPTS = 3;
/** The bump of an address that the program finds at its first try: it costs the least. */
const FIRST_BUMP = 255;

export type NonceKind = Parameters<typeof nonceAddresses>[0];

/** An address that nothing has been made at, and its nonce. */
export interface Chosen {
  nonce: bigint;
  address: PublicKey;
}

/**
 * A free nonce of an owner, at random: the lowest 64 first, and of those the ones that cost the program no search. So orders at
 * the same time hardly meet, and addresses are used again once their accounts are closed.
 */
export async function freeNonce(reader: ChainReader, kind: NonceKind, pool: PoolId, owner: PublicKey): Promise<Chosen> {
  for (let window = 0; ; window++) {
    const all = nonceAddresses(kind, pool, owner, window);
    // Whose the accounts are is enough.
    const wanted = all.map(({ address }) => ({ address, at: 0, bytes: 0 }));
    const { accounts } = await fetchRound(reader, wanted);
    // Lamports alone, which anybody may send, take no address.
    const free = all.filter((_, place) => accounts[place]?.owner.equals(SystemProgram.programId) ?? true);
    const cheap = free.filter(({ bump }) => bump === FIRST_BUMP);
    const choice = cheap.length > 0 ? cheap : free;
    const chosen = choice[Math.floor(Math.random() * choice.length)];
    if (chosen) return chosen;
  }
}

/** Makes an account of the wallet's at a free nonce, and tries another when that has just been taken. */
export async function atFreeNonce<T>(
  session: Session,
  kind: NonceKind,
  attempt: (chosen: Chosen) => Promise<T>,
): Promise<T> {
  const { connection, deployment } = session;
  const { publicKey: owner } = walletOf(session);
  for (let attempts = 1; ; attempts++) {
    const chosen = await freeNonce(connection, kind, deployment, owner);
    try {
      return await attempt(chosen);
    } catch (error) {
      if (attempts >= ATTEMPTS) throw error;
      if (isError(error, "NonceTaken")) continue;
      // The system program makes no account twice; its error does not say so.
      if (!isError(error, "SimulationFailed", "TransactionFailed")) throw error;
      const [account] = await fetchMany(connection, [chosen.address]);
      if (!account || account.owner.equals(SystemProgram.programId)) throw error;
    }
  }
}
