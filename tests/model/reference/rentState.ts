// The runtime's rule on rent: no transaction leaves an account with less than its rent, unless rent has risen and the account had
// less before. Of such an account the rule was turned round: until SIMD-0392 nothing could be paid to it that left it short, since
// then nothing can be taken out of it but all (tests/assumptions/rent.test.ts).
import { refuse } from "./refusal";
import { rentFor, STAKE_BYTES, type World } from "./world";

interface Balance {
  lamports: bigint;
  bytes: bigint;
}

function balancesOf(world: World): Map<string, Balance> {
  const balances = new Map<string, Balance>();
  const put = (name: string, lamports: bigint, bytes: bigint) => balances.set(name, { lamports, bytes });
  put("reserve", world.reserve.lamports, 0n);
  put("vault", world.vault, 0n);
  for (const [name, { lamports }] of Object.entries(world.people)) put(`user ${name}`, lamports, 0n);
  for (const [vote, { stake, transient }] of Object.entries(world.accounts)) {
    put(`stake ${vote}`, stake.lamports, stake.isStake ? STAKE_BYTES : 0n);
    put(`transient ${vote}`, transient.lamports, transient.isStake ? STAKE_BYTES : 0n);
  }
  for (const [id, { account }] of Object.entries(world.given)) put(`given ${id}`, account.lamports, STAKE_BYTES);
  for (const [sequence, { lamports }] of world.tickets.entries())
    put(`ticket ${sequence}`, lamports, world.sizes.ticket);
  return balances;
}

/** Refuses what the runtime refuses when all of an instruction is done. */
export function requireRents(before: World, after: World): void {
  const old = balancesOf(before);
  for (const [name, { lamports, bytes }] of balancesOf(after)) {
    if (lamports === 0n || lamports >= rentFor(after, bytes)) continue;
    const was = old.get(name);
    const wasShort = was !== undefined && was.lamports > 0n && was.lamports < rentFor(before, was.bytes);
    const mayRemain = after.relaxedRents ? lamports >= (was?.lamports ?? 0n) : lamports <= (was?.lamports ?? 0n);
    if (!wasShort || was.bytes !== bytes || !mayRemain) refuse("InsufficientFundsForRent");
  }
}
