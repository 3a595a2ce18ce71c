// What every form ends with: what comes of it, why not, and the button.
import { DEFAULT_SLIPPAGE_BPS } from "@truestake/sdk/quotes";
import { decimal, percentOf } from "../format/amounts";
import { t } from "../strings";
import { problemOf } from "../ui/problem";
import { WalletButton } from "../wallet/button";

/** The least that comes of it, which is what is signed. */
export function Outcome({ label, least, unit }: { label: string; least: bigint | undefined; unit: string }) {
  return (
    <div class="stack tight">
      <div class="outcome">
        <span class="quiet">{label}</span>
        <b class={least === undefined ? "nothing" : ""}>
          {least === undefined ? t.stake.getNothing : t.amount(decimal(least), unit)}
        </b>
      </div>
      {least !== undefined && <span class="small quiet">{t.stake.leastWhy(percentOf(DEFAULT_SLIPPAGE_BPS))}</span>}
    </div>
  );
}

/** Why there is no quote, and what helps. */
export function Refusal({ of }: { of: unknown }) {
  if (of === undefined) return null;
  const { title, todo } = problemOf(of);
  return (
    <p class="small status bad" role="status">
      {title}. {todo}
    </p>
  );
}

interface ActProps {
  /** What it does; undefined while no amount was typed. */
  label: string | undefined;
  isConnected: boolean;
  isOff: boolean;
  onAct(): void;
}

/** The button that acts, or without a wallet the one that connects. */
export function ActButton({ label, isConnected, isOff, onAct }: ActProps) {
  if (!isConnected) return <WalletButton isWide />;
  return (
    <button type="button" class="button main wide" disabled={isOff} onClick={onAct}>
      {label ?? t.stake.noAmount}
    </button>
  );
}
