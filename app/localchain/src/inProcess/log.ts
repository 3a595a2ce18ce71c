import type { LandedTransaction } from "./transaction";

/** The transactions of a chain, in the order in which they were processed. */
export class TransactionLog {
  private list: LandedTransaction[] = [];
  private readonly bySignature = new Map<string, LandedTransaction>();

  add(landed: LandedTransaction): void {
    this.list.push(landed);
    this.bySignature.set(landed.signature, landed);
  }

  get(signature: string): LandedTransaction | undefined {
    return this.bySignature.get(signature);
  }

  get all(): readonly LandedTransaction[] {
    return this.list;
  }

  /** Those of slots after `from`, up to `to`. */
  between(from: bigint, to: bigint): LandedTransaction[] {
    const { list } = this;
    let end = list.length;
    while (end > 0 && (list[end - 1] as LandedTransaction).slot > to) end--;
    let start = end;
    while (start > 0 && (list[start - 1] as LandedTransaction).slot > from) start--;
    return list.slice(start, end);
  }

  /** Forgets those of slots after one, and answers with them. */
  dropAfter(slot: bigint): LandedTransaction[] {
    const dropped = this.list.filter((landed) => landed.slot > slot);
    this.comeBack(this.list.filter((landed) => landed.slot <= slot));
    return dropped;
  }

  comeBack(list: readonly LandedTransaction[]): void {
    this.list = [...list];
    this.bySignature.clear();
    for (const landed of list) this.bySignature.set(landed.signature, landed);
  }
}
