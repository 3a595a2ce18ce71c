// Whether an action can be offered now.
import { useIsStale, useReading } from "../data/session";
import { isFramed } from "../wallet/frame";
import { useWallets } from "../wallet/wallet";

export interface Gate {
  isConnected: boolean;
  /** Whether the figures are too old for what needs a price. */
  isStale: boolean;
  isFramed: boolean;
}

export function useGate(): Gate {
  const { connected } = useWallets();
  const { view } = useReading();
  const isStale = useIsStale(view?.at);
  return { isConnected: connected !== undefined, isStale, isFramed: isFramed() };
}

/** Left in the wallet by "max": fees of later transactions, and rents that come back. */
const KEPT_LAMPORTS = 10_000_000n;
const [TOKEN_ACCOUNT_BYTES, ACCOUNT_OVERHEAD] = [165n, 128n];

/** What stays in a wallet: fees, and the rent of the token account where there is none yet. */
export function keptOf(reserveRent: bigint, hasTokenAccount: boolean): bigint {
  // Rent is the same for every byte, and an account without data pays for its overhead.
  const rent = (reserveRent * (ACCOUNT_OVERHEAD + TOKEN_ACCOUNT_BYTES)) / ACCOUNT_OVERHEAD;
  return KEPT_LAMPORTS + (hasTokenAccount ? 0n : rent);
}

/** What a quote gives, or the error that the program would refuse with. */
export type Quoted<T> = { quote: T; refusal?: undefined } | { quote?: undefined; refusal: unknown };

export function quoted<T>(of: () => T): Quoted<T> {
  try {
    return { quote: of() };
  } catch (refusal) {
    return { refusal };
  }
}
