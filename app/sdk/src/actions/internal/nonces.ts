import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { fetchMany } from "../../accounts/common";
import { fetchRound, type RawAccount } from "../../accounts/round";
import { nonceAddresses } from "../../accounts/ticket";
import { chosenAddress, type PoolId } from "../../deployment";
import { isError, programError, TruestakeError } from "../../errors";
import type { ChainReader } from "../../nodes/chain";
import { nodesIn, type Session, walletOf } from "../../transaction/session";

/** Attempts when the owner took the same address at the same time, from another window perhaps. */
const ATTEMPTS = 3;
/** The bump of an address that the program finds at its first try: it costs the least. */
const FIRST_BUMP = 255;

export type NonceKind = Parameters<typeof nonceAddresses>[0];

/** An address of the owner's, and its nonce. */
export interface Chosen {
  nonce: bigint;
  address: PublicKey;
}

/** Whether something has been made at an address: lamports alone, which anybody may send, take none. */
function isTaken(account: RawAccount | null | undefined): account is RawAccount {
  return account !== null && account !== undefined && !account.owner.equals(SystemProgram.programId);
}

/**
 * A free nonce of an owner, at random: the lowest 64 first, and of those the ones that cost the program no search. So orders at
 * the same time hardly meet, and addresses are used again once their accounts are closed.
 */
export async function freeNonce(
  reader: ChainReader,
  kind: NonceKind,
  pool: PoolId,
  owner: PublicKey,
  taken: ReadonlySet<string> = new Set(),
): Promise<Chosen> {
  for (let window = 0; ; window++) {
    const all = nonceAddresses(kind, pool, owner, window);
    // Whose the accounts are is enough.
    const wanted = all.map(({ address }) => ({ address, at: 0, bytes: 0 }));
    const { accounts } = await fetchRound(reader, wanted);
    const free = all.filter(({ address }, place) => !isTaken(accounts[place]) && !taken.has(address.toBase58()));
    const cheap = free.filter(({ bump }) => bump === FIRST_BUMP);
    const choice = cheap.length > 0 ? cheap : free;
    const chosen = choice[Math.floor(Math.random() * choice.length)];
    if (chosen) return chosen;
  }
}

/** What makes an account at an address of the wallet's own. */
export interface Making<T> {
  kind: NonceKind;
  /** The caller's own nonce: with it a call can be repeated without acting twice. */
  nonce: bigint | undefined;
  attempt(chosen: Chosen): Promise<T>;
  /** What a call that has landed before comes to, if the account is what this call would have made; undefined for another. */
  existing(chosen: Chosen, account: RawAccount): Promise<T | undefined>;
}

/**
 * Makes an account of the wallet's. At a free nonce it tries another when that has just been taken; at the caller's an equal
 * account means that this has been done before, and any other is `NonceTaken`.
 */
export async function atNonce<T>(session: Session, { kind, nonce, attempt, existing }: Making<T>): Promise<T> {
  const { deployment } = session;
  const nodes = nodesIn(session);
  const { publicKey: owner } = walletOf(session);
  const at = async (address: PublicKey) => {
    const [account] = await fetchMany(nodes, [address]);
    return isTaken(account) ? account : undefined;
  };
  for (let attempts = 1; ; attempts++) {
    const chosen =
      nonce === undefined
        ? await freeNonce(nodes, kind, deployment, owner, session.capture?.taken)
        : { nonce, address: chosenAddress(kind, deployment, owner, nonce)[0] };
    const done = async (account: RawAccount, cause?: unknown): Promise<T> => {
      const made = await existing(chosen, account);
      if (made !== undefined) return made;
      throw programError("NonceTaken", { args: { nonce: chosen.nonce, address: chosen.address }, cause });
    };
    session.capture?.taken.add(chosen.address.toBase58());
    // What others' messages made before is no concern of a message for later.
    const before = nonce === undefined || session.capture ? undefined : await at(chosen.address);
    if (before) return done(before);
    try {
      return await attempt(chosen);
    } catch (error) {
      if (isError(error, "OutcomeUnknown")) throw withNonce(error, chosen);
      // The system program makes no account twice; its error does not say so.
      if (!isError(error, "NonceTaken", "SimulationFailed", "TransactionFailed", "InsufficientFunds")) throw error;
      const account = await at(chosen.address);
      if (nonce !== undefined) {
        if (account) return done(account, error);
        throw error;
      }
      if (attempts >= ATTEMPTS || (!account && error.name !== "NonceTaken")) throw error;
    }
  }
}

/** An open outcome tells the nonce: with it the same call can be made again. */
function withNonce({ message, args, cause }: TruestakeError, { nonce, address }: Chosen): TruestakeError {
  return new TruestakeError("OutcomeUnknown", message, { args: { ...args, nonce, address }, cause });
}
