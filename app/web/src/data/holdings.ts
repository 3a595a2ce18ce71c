// What the connected wallet has of a pool: balances, tickets, and stake accounts that it took and still has.
import { type PublicKey, SYSVAR_RENT_PUBKEY } from "@solana/web3.js";
import {
  type Deployment,
  decodeStakeAccount,
  exitStakeAddress,
  fetchMany,
  fetchOwnTickets,
  isOwnedBy,
  type Nodes,
  type StakeAccount,
  type Ticket,
  tokenAddress,
  tokenAmount,
} from "@truestake/sdk";
import type { StakeState } from "@truestake/sdk/math";
import { decodeRent, type RentOf } from "@truestake/sdk/operators";
import { claimableNow, isDone } from "@truestake/sdk/quotes";

/** A ticket; where it is open though something is paid on it, with what its account holds, which may have to keep a part for its rent. */
export type OwnTicket = Ticket & { held?: { lamports: bigint; rentOf: RentOf } };

/** A stake account that was taken, and how far it has come. */
export interface OwnStake extends StakeAccount {
  state: StakeState;
  /** What still cools down: its lamports, and the epochs until they are free; undefined where the chain cannot tell. */
  cools?: { lamports: bigint; epochs: bigint } | undefined;
}

export interface Holdings {
  owner: PublicKey;
  lamports: bigint;
  tokens: bigint;
  shares: bigint;
  /** Whether there is an account for the tokens; its rent is due with the first ones. */
  hasTokenAccount: boolean;
  tickets: OwnTicket[];
  stakes: OwnStake[];
}

/** Windows of nonces that the SDK chooses from, and how many are always looked at. */
const [WINDOW, WINDOWS] = [64, 2];

export async function fetchHoldings(nodes: Nodes, deployment: Deployment, owner: PublicKey): Promise<Holdings> {
  const [own, shares] = [
    tokenAddress(deployment.mint, owner),
    tokenAddress(deployment.liquidityPool.liquidityMint, owner),
  ];
  const [[wallet, tokens = null, lp = null], tickets, stakes] = await Promise.all([
    fetchMany(nodes, [owner, own, shares]),
    fetchOwnTickets(nodes, deployment, { owner }).then((tickets) => withHeld(nodes, tickets)),
    fetchTakenStakes(nodes, deployment, owner),
  ]);
  return {
    ...{ owner, tickets, stakes },
    // web3.js gives lamports as a double: exact up to 9 million SOL in one account.
    lamports: BigInt(wallet?.lamports ?? 0),
    tokens: tokenAmount(own, tokens),
    shares: tokenAmount(shares, lp),
    hasTokenAccount: tokens !== null,
  };
}

async function withHeld(nodes: Nodes, tickets: readonly Ticket[]): Promise<OwnTicket[]> {
  const open = tickets.filter(({ claimableLamports, tokens }) => claimableLamports > 0n && tokens > 0n);
  if (open.length === 0) return [...tickets];
  const [rent, ...accounts] = await fetchMany(nodes, [SYSVAR_RENT_PUBKEY, ...open.map(({ address }) => address)]);
  const rentOf = decodeRent(rent);
  return tickets.map((ticket) => {
    const account = accounts[open.indexOf(ticket)];
    return account ? { ...ticket, held: { lamports: BigInt(account.lamports), rentOf } } : ticket;
  });
}

/** Lamports that claiming a ticket brings now; undefined where it would do nothing. */
export function claimOn(pool: Parameters<typeof isDone>[0], ticket: OwnTicket): bigint | undefined {
  const { held, claimableLamports } = ticket;
  const lamports = held ? claimableNow(pool, ticket, held.lamports, held.rentOf) : claimableLamports;
  return lamports > 0n || isDone(pool, ticket) ? lamports : undefined;
}

async function fetchTakenStakes(nodes: Nodes, deployment: Deployment, owner: PublicKey): Promise<OwnStake[]> {
  const found: StakeAccount[] = [];
  for (let [window, last] = [0, 0]; window < WINDOWS || last > 0; window++) {
    const addresses = Array.from({ length: WINDOW }, (_, at) =>
      exitStakeAddress(deployment, owner, BigInt(window * WINDOW + at)),
    );
    const accounts = await fetchMany(nodes, addresses);
    const own = accounts.flatMap((account, at) => {
      const stake = decodeStakeAccount(addresses[at] as PublicKey, account);
      return stake && isOwnedBy(stake, owner) ? [stake] : [];
    });
    found.push(...own);
    last = own.length;
  }
  if (found.length === 0) return [];
  // Few wallets have any.
  const { withStates } = await import("./stakeStates");
  return withStates(nodes, found);
}
