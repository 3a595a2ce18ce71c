/** Epochs in a row in which the commission was too high at some look: the last of them, and how many there are. */
export interface CommissionLooks {
  epoch: bigint;
  run: number;
}

/** After a look in `epoch`: one that was too high counts for its epoch, whatever a later look finds. */
export function looksAfter(looks: CommissionLooks, epoch: bigint, isOver: boolean): CommissionLooks {
  if (!isOver || (looks.run > 0 && looks.epoch === epoch)) return looks;
  const follows = looks.run > 0 && looks.epoch + 1n === epoch;
  return { epoch, run: follows ? Math.min(looks.run + 1, 255) : 1 };
}

/** Whether `epoch` is the second of them in a row, or a later one. */
export function isCommissionGate({ epoch: last, run }: CommissionLooks, epoch: bigint): boolean {
  return run >= 2 && last === epoch;
}
