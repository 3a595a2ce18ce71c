// Where the liquidity fee's line stands: it follows the liquidity up and down at a bounded speed.
import type { EpochSlots } from "./deferred";
import { mulDivFloor } from "./mulDiv";
import { max, min, minus, plus, saturatingMinus } from "./units";

/** The line, as it was at a slot. */
export interface FeeLine {
  lamports: bigint;
  slot: bigint;
}

/**
 * The line at `slot`, after `liquidity` stood since it was last looked at: closer to it by at most the largest of `target`,
 * the liquidity and the line itself in an epoch's time; floored.
 */
export function at(line: FeeLine, slot: bigint, epoch: EpochSlots, liquidity: bigint, target: bigint): FeeLine {
  const passed = saturatingMinus(slot, line.slot);
  const slots = minus(epoch.endSlot, epoch.firstSlot);
  const speed = max(max(target, liquidity), line.lamports);
  const most = passed >= slots ? speed : mulDivFloor(speed, passed, slots);
  const lamports =
    liquidity > line.lamports
      ? plus(line.lamports, min(liquidity - line.lamports, most))
      : minus(line.lamports, min(line.lamports - liquidity, most));
  return { lamports, slot: max(slot, line.slot) };
}

/** The part of `liquidity` that is on the line. */
export function counted(line: FeeLine, liquidity: bigint): bigint {
  return min(line.lamports, liquidity);
}

/** After a sale: what leaves is off the line at once. Adding liquidity and removing it leave the line where it is. */
export function afterSale(line: FeeLine, lamports: bigint): FeeLine {
  return { ...line, lamports: saturatingMinus(line.lamports, lamports) };
}

/** After a deposit has bought tokens: what it pays is on the line at once. */
export function afterPurchase(line: FeeLine, lamports: bigint): FeeLine {
  return { ...line, lamports: plus(line.lamports, lamports) };
}
