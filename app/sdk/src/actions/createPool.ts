import { createAssociatedTokenAccountIdempotentInstruction, getAssociatedTokenAddressSync } from "@solana/spl-token";
import type { PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import type { TokenMetadata } from "../accounts/tokenMetadata";
import type { ChainSender } from "../chain";
import { programError } from "../errors";
import * as instructions from "../instructions";
import { poolAddresses } from "../pda";
import { fits } from "../transaction/compile";
import { type SendOptions, type Sent, sendTransaction } from "../transaction/send";
import type { Wallet } from "../transaction/wallet";

export interface NewPool {
  /** Pays the seed deposit and all rents. */
  wallet: Wallet;
  /** Address of the new token. */
  mint: Signer;
  config: instructions.PoolConfig;
  /** What wallets show of the token. The admin signs for it: it is the wallet, or one of `signers`. */
  token?: TokenMetadata | undefined;
  /** Who signs beside the wallet and the mint. */
  signers?: Signer[] | undefined;
}

/**
 * Creates a pool with its whole price history, the name of its token, and its treasury where that is the admin's associated
 * token account. One transaction, unless a long URI leaves no room for the treasury: that is created by a second one then.
 */
export async function createPool(connection: ChainSender, pool: NewPool, options: SendOptions): Promise<Sent> {
  const { wallet, mint, config, token, signers = [] } = pool;
  const { programId } = options;
  const { admin } = config;
  const payer = wallet.publicKey;
  const addresses = poolAddresses(mint.publicKey, programId);
  const batch = [
    instructions.createPool({ creator: payer, mint: mint.publicKey, config, programId }),
    // An account grows by a bounded number of bytes at a time.
    instructions.growHistory({ pool: addresses, payer, programId }),
    instructions.growHistory({ pool: addresses, payer, programId }),
  ];
  if (token) {
    if (![payer, ...signers.map(({ publicKey }) => publicKey)].some((key) => key.equals(admin))) {
      throw programError("NotAdmin");
    }
    const metadata = { admin, payer, token: "pool", metadata: token } as const;
    batch.push(instructions.createTokenMetadata({ pool: addresses, ...metadata, programId }));
  }
  const rest = treasuryOf(mint.publicKey, payer, config);
  const isWhole = fits(payer, [...batch, ...rest], options.lookupTables);
  if (isWhole) batch.push(...rest);
  const sent = await sendTransaction(connection, wallet, { instructions: batch, signers: [mint, ...signers] }, options);
  if (!isWhole && rest.length > 0) await sendTransaction(connection, wallet, { instructions: rest }, options);
  return sent;
}

/** The treasury's account, where it is the admin's own: fees are charged only to a treasury that exists. */
function treasuryOf(
  mint: PublicKey,
  payer: PublicKey,
  { admin, treasury }: instructions.PoolConfig,
): TransactionInstruction[] {
  if (!treasury.equals(getAssociatedTokenAddressSync(mint, admin, true))) return [];
  return [createAssociatedTokenAccountIdempotentInstruction(payer, treasury, admin, mint)];
}
