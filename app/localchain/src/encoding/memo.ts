import type { LandedTransaction } from "../inProcess/transaction";

const MEMO_PROGRAMS = new Set([
  "Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo",
  "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr",
]);

/** The memos of a transaction's own instructions, each with its length; null if there are none. */
export function memoOf({ transaction }: LandedTransaction): string | null {
  const { compiledInstructions, staticAccountKeys } = transaction.message;
  const memos = compiledInstructions.flatMap(({ programIdIndex, data }) =>
    MEMO_PROGRAMS.has(staticAccountKeys[programIdIndex]?.toBase58() ?? "")
      ? [`[${data.length}] ${Buffer.from(data).toString("utf8")}`]
      : [],
  );
  return memos.length > 0 ? memos.join("; ") : null;
}
