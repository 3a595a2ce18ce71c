// A field for an amount: exact, with all that there is at one click.
import { useId } from "preact/hooks";
import { amountIn, decimal, isBeyond, plainDecimal } from "../format/amounts";
import { t } from "../strings";

export interface AmountProps {
  label: string;
  unit: string;
  value: string;
  onChange(value: string): void;
  /** All that can be given; undefined where nobody knows. */
  most?: bigint | undefined;
  /** All that there can be, whoever has it; what programs count where nobody says. */
  all?: bigint | undefined;
  /** What there is, to be told. */
  have?: bigint | undefined;
  /** What more is to be said of it. */
  hint?: string | undefined;
}

export function AmountField({ label, unit, value, onChange, most, all, have, hint }: AmountProps) {
  const id = useId();
  const amount = amountIn(value);
  const isHuge = isBeyond(value);
  const isBad = value.trim() !== "" && amount === undefined && !isHuge;
  const isTooMuch = most !== undefined && (isHuge || (amount !== undefined && amount > most));
  const isMoreThanAll = !isTooMuch && (isHuge || (amount !== undefined && all !== undefined && amount > all));
  const isWrong = isBad || isTooMuch || isMoreThanAll;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="entry">
        <input
          id={id}
          inputMode="decimal"
          autocomplete="off"
          placeholder="0"
          value={value}
          aria-invalid={isWrong}
          aria-describedby={`${id}-about`}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
        <span class="quiet">{unit}</span>
        {most !== undefined && (
          <button
            type="button"
            class="button slim"
            aria-label={t.stake.maxLabel}
            onClick={() => onChange(plainDecimal(most))}
          >
            {t.stake.max}
          </button>
        )}
      </span>
      <span id={`${id}-about`} class="small quiet">
        {isBad && <span class="wrong">{t.stake.badAmount}</span>}
        {isTooMuch && <span class="wrong">{t.stake.tooMuch(decimal(most), unit)}</span>}
        {isMoreThanAll && (
          <span class="wrong">{all === undefined ? t.stake.beyond : t.stake.moreThanAll(decimal(all), unit)}</span>
        )}
        {!isWrong && have !== undefined && t.stake.have(decimal(have), unit)} {!isWrong && hint}
      </span>
    </div>
  );
}
