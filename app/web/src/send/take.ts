// Tokens for stake accounts: as many as it takes.
import type { Sent, TruestakeClient } from "@truestake/sdk";

/** Ceiled: all parts together are no less than the whole. */
const shareOf = (whole: bigint, part: bigint, of: bigint): bigint => (whole * part + of - 1n) / of;

/**
 * Takes them. With the nonce of an earlier attempt the first account is the one that it would have made: where it has landed after all,
 * that account is there, and counts, or another is refused.
 */
export async function takeStake(
  client: TruestakeClient,
  { tokens, least, nonce }: { tokens: bigint; least: bigint; nonce?: bigint },
): Promise<(Sent | undefined)[]> {
  if (nonce === undefined) {
    const taken = await client.withdrawStakeAccounts({ tokens, minimumLamportsOut: least });
    return taken.map(({ sent }) => sent);
  }
  const { stake } = await client.planExit({ tokens });
  if (stake.refusal) throw stake.refusal;
  const [first, ...rest] = stake.withdrawals;
  if (!first) return [];
  const { vote } = first.record;
  const own = { tokens: first.tokens, vote, nonce, minimumLamportsOut: shareOf(least, first.tokens, tokens) };
  const { sent } = await client.withdrawStakeAccount(own);
  const left = rest.reduce((sum, part) => sum + part.tokens, 0n);
  if (left === 0n) return [sent];
  const others = await client.withdrawStakeAccounts({ tokens: left, minimumLamportsOut: shareOf(least, left, tokens) });
  return [sent, ...others.map((each) => each.sent)];
}
