import type { PublicKey } from "@solana/web3.js";
import { fetchSnapshot, type PoolSnapshot } from "../accounts/snapshot";
import type { ValidatorRecord } from "../accounts/validatorList";
import type { PoolId } from "../deployment";
import { type BackingAnswer, checkBacking as build, decodeBackingAnswer } from "../instructions/checkBacking";
import type { ChainSender } from "../nodes/chain";
import { fits } from "../transaction/compile";
import { retrying, VIEW_RACES } from "../transaction/races";
import { simulate } from "../transaction/simulate";

/** The program's own comparison of the accounts with the books, in lamports. */
export interface BackingCheck {
  /** What the books say that the reserve and the validators' accounts hold. */
  booked: bigint;
  /** What they hold: more, by rewards that no update has taken in yet and by donations. */
  held: bigint;
  /** Validators that were compared. */
  validators: number;
  /** Views it took. */
  views: number;
}

export interface BackingCheckOptions {
  pool: PoolId;
  /** Account that the views are simulated for: it has to hold lamports, and neither signs nor pays. */
  payer: PublicKey;
}

/**
 * Has the program compare reserve, mint, escrow and all validators' accounts with the books by `check_backing`, in as few
 * views as they fit. Nothing is sent. Throws `NotBacked` or `SupplyAboveBooks` when it finds fault.
 */
export function checkBacking(chain: ChainSender, options: BackingCheckOptions): Promise<BackingCheck> {
  return retrying(VIEW_RACES, async () => checkAll(chain, await fetchSnapshot(chain, options.pool), options));
}

async function checkAll(
  chain: ChainSender,
  { pool, validators }: PoolSnapshot,
  { payer }: BackingCheckOptions,
): Promise<BackingCheck> {
  const instruction = (records: ValidatorRecord[]) => build({ pool, validators: records });
  const slices: ValidatorRecord[][] = [];
  for (const record of validators.records()) {
    const last = slices.at(-1);
    if (last && fits(payer, [instruction([...last, record])])) last.push(record);
    else slices.push([record]);
  }
  const view = async (records: ValidatorRecord[]): Promise<BackingAnswer> => {
    const { returnData } = await simulate(chain, {
      payer,
      instructions: [instruction(records)],
      programId: pool.programId,
    });
    return decodeBackingAnswer(returnData ?? new Uint8Array());
  };
  // The reserve is in every answer, so it is asked for alone once.
  const reserve = await view([]);
  const sum = { booked: reserve.booked, held: reserve.held, validators: validators.count, views: 1 + slices.length };
  for (const records of slices) {
    const { booked, held } = await view(records);
    sum.booked += booked - reserve.booked;
    sum.held += held - reserve.held;
  }
  return sum;
}
