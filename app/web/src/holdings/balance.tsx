// Tokens and shares of the wallet, with what they are worth.
import { quoteRemoveLiquidity } from "@truestake/sdk/quotes";
import { quoted } from "../actions/quoted";
import { useHoldings } from "../data/session";
import { symbolOf, type View, worthOf } from "../data/view";
import { decimal, shareOf } from "../format/amounts";
import { t } from "../strings";
import { solText, tokensText } from "../ui/amounts";
import { Card, Skeleton } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { WalletButton } from "../wallet/button";
import { useWallets } from "../wallet/wallet";

export function BalanceCard({ view }: { view: View }) {
  const { connected } = useWallets();
  const { of, error } = useHoldings();
  const symbol = symbolOf(view, t.tokens);
  if (!connected) {
    return (
      <Card title={t.holdings.balance}>
        <div class="stack tight">
          <p class="quiet">{t.holdings.none}</p>
          <div>
            <WalletButton />
          </div>
        </div>
      </Card>
    );
  }
  if (!of) {
    return <Card title={t.holdings.balance}>{error ? <ProblemNote error={error} /> : <Skeleton height={72} />}</Card>;
  }
  const shares = of.shares > 0n ? quoted(() => quoteRemoveLiquidity(view, of.shares)).quote : undefined;
  return (
    <Card title={t.holdings.balance}>
      <dl class="facts">
        <div>
          <dt>{symbol}</dt>
          <dd>
            <span data-testid="balance">{tokensText(view, of.tokens)}</span>
            <span class="small quiet">{t.holdings.worth(decimal(worthOf(view, of.tokens)))}</span>
            <span class="small quiet">{t.holdings.constant}</span>
          </dd>
        </div>
        <div>
          <dt>{t.sol}</dt>
          <dd>{solText(of.lamports)}</dd>
        </div>
        {shares && view.liquidity && (
          <div>
            <dt>{t.liquidity.yours}</dt>
            <dd>
              {decimal(of.shares)}
              <span class="small quiet">{t.liquidity.share(shareOf(of.shares, view.liquidity.shares))}</span>
              <span class="small quiet">
                {t.liquidity.redeems(
                  decimal(shares.lamports, { most: 4 }),
                  tokensText(view, shares.tokens, { most: 4 }),
                )}
              </span>
            </dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
