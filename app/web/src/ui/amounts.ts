// Amounts with what they are of, one or many.
import { symbolOf, type View } from "../data/view";
import { type Digits, decimal } from "../format/amounts";
import { t } from "../strings";

const ONE = 1_000_000_000n;

export const solText = (lamports: bigint, digits?: Digits): string => t.amount(decimal(lamports, digits), t.sol);

/** By the token's symbol, where it has one. */
export const tokensText = (view: Pick<View, "names"> | undefined, tokens: bigint, digits?: Digits): string =>
  t.amount(decimal(tokens, digits), symbolOf(view ?? { names: undefined }, tokens === ONE ? t.token : t.tokens));

export const sharesText = (shares: bigint): string => t.amount(decimal(shares), shares === ONE ? t.share : t.shares);
