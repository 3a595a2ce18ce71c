import type { PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import { fetchClock } from "../accounts/sysvars";
import { tokenAddress } from "../accounts/token";
import type { TokenMetadata } from "../accounts/tokenMetadata";
import { afterRewards, DEADLINE } from "../cranks/rewards";
import { deployment } from "../deployment";
import { programError } from "../errors";
import * as instructions from "../instructions";
import { createTokenAccount } from "../instructions/tokenAccount";
import type { ChainSender } from "../nodes/chain";
import { fits } from "../transaction/compile";
import type { Sent } from "../transaction/details";
import { type ClientOptions, nodesIn, type Session, send } from "../transaction/session";
import type { Wallet } from "../transaction/wallet";

export interface CreatePoolParameters {
  connection: ChainSender;
  /** Pays the seed deposit and all rents. */
  wallet: Wallet;
  /** Address of the new token. */
  mint: Signer;
  config: instructions.PoolConfig;
  /** What wallets show of the token. The admin signs for it: it is the wallet, or one of `signers`. */
  token?: TokenMetadata | undefined;
  /** Who signs beside the wallet and the mint. */
  signers?: Signer[] | undefined;
  /** The program, where it is a deployment of your own. */
  programId?: PublicKey | undefined;
  options?: ClientOptions | undefined;
}

/** A pool that was created, and a session of the wallet's with it. */
export interface PoolCreated {
  session: Session;
  sent: Sent;
}

/**
 * Creates a pool with its whole price history; the wallet pays the seed deposit and the rents. When the treasury is the admin's
 * associated token account, that is created too, by a second transaction where a long URI leaves no room for it: fees are
 * charged only to a treasury that exists. An account grows by a bounded number of bytes at a time, so the history takes two
 * steps more. With `token` the token has its name from the beginning; the admin signs for that. Waits up to ten minutes while an
 * epoch's rewards are being paid out.
 *
 * @example
 * ```ts
 * const { session: mine } = await createPool({ connection, wallet, mint: Keypair.generate(), config });
 * console.log(mine.deployment.pool.toBase58());
 * ```
 */
export async function createPool(parameters: CreatePoolParameters): Promise<PoolCreated> {
  const { connection, wallet, mint, config, token, signers = [], programId, options = {} } = parameters;
  const { admin } = config;
  const payer = wallet.publicKey;
  const pool = deployment({ mint: mint.publicKey, programId });
  const session: Session = { connection, wallet, deployment: pool, options };
  const batch = [
    instructions.createPool({ creator: payer, pool, config }),
    // An account grows by a bounded number of bytes at a time.
    instructions.growHistory({ pool, payer }),
    instructions.growHistory({ pool, payer }),
  ];
  if (token) {
    if (![payer, ...signers.map(({ publicKey }) => publicKey)].some((key) => key.equals(admin))) {
      throw programError("NotAdmin");
    }
    const metadata = { admin, payer, token: "pool", metadata: token } as const;
    batch.push(instructions.createTokenMetadata({ pool, ...metadata }));
  }
  const rest = treasuryOf(mint.publicKey, payer, config);
  const isWhole = fits(payer, [...batch, ...rest], options.lookupTables);
  if (isWhole) batch.push(...rest);
  const nodes = nodesIn(session);
  await afterRewards(session, Date.now() + DEADLINE, async () => ({ clock: await fetchClock(nodes) }));
  const sent = await send(session, batch, [mint, ...signers]);
  if (!isWhole && rest.length > 0) await send(session, rest);
  return { session, sent };
}

/** The treasury's account, where it is the admin's own: fees are charged only to a treasury that exists. */
function treasuryOf(
  mint: PublicKey,
  payer: PublicKey,
  { admin, treasury }: instructions.PoolConfig,
): TransactionInstruction[] {
  if (!treasury.equals(tokenAddress(mint, admin))) return [];
  return [createTokenAccount({ payer, owner: admin, mint })];
}
