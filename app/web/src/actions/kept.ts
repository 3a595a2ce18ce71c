// What "max" leaves in a wallet.

/** Left in the wallet by "max": fees of later transactions, and rents that come back. */
const KEPT_LAMPORTS = 10_000_000n;
const [TOKEN_ACCOUNT_BYTES, ACCOUNT_OVERHEAD] = [165n, 128n];

/** What stays in a wallet: fees, and the rent of the token account where there is none yet. */
export function keptOf(reserveRent: bigint, hasTokenAccount: boolean): bigint {
  // Rent is the same for every byte, and an account without data pays for its overhead.
  const rent = (reserveRent * (ACCOUNT_OVERHEAD + TOKEN_ACCOUNT_BYTES)) / ACCOUNT_OVERHEAD;
  return KEPT_LAMPORTS + (hasTokenAccount ? 0n : rent);
}
