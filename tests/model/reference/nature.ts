// What no instruction of the pool does: rewards, losses, and what anybody does to the accounts from outside.
import { deactivate, delegated, isDelegated, type StakeAccount, statusOf } from "./stakeAccount";
import { accountsOf, rulesOf, type World } from "./world";

const MILLION = 1_000_000n;

/** Every account with stake of the validator. */
function stakesOf({ accounts, given }: World, vote: string): StakeAccount[] {
  const pools = Object.values(accounts).flatMap(({ stake, transient }) => [stake, transient]);
  const users = Object.values(given).map(({ account }) => account);
  return [...pools, ...users].filter(({ delegation }) => delegation?.vote === vote);
}

/** Rewards for the epoch that has ended, as parts of a million of what was effective; returns their sum. */
export function reward(world: World, vote: string, partsPerMillion: bigint): bigint {
  const { clock, history } = world;
  let paid = 0n;
  for (const account of stakesOf(world, vote)) {
    if (!account.delegation) continue;
    const { effective } = statusOf(account.delegation, clock.epoch - 1n, history);
    const lamports = (effective * partsPerMillion) / MILLION;
    account.delegation.stake += lamports;
    account.lamports += lamports;
    paid += lamports;
  }
  return paid;
}

/** Whether an account can lose anything: what has cooled down and been withdrawn is still written in it. */
export function canBeSlashed(world: World, vote: string, which: "stake" | "transient"): boolean {
  const account = accountsOf(world, vote)[which];
  return account.delegation !== undefined && delegated(account) <= account.lamports;
}

/** Takes parts of a million of an account's stake; returns the loss. */
export function slash(world: World, vote: string, which: "stake" | "transient", partsPerMillion: bigint): bigint {
  const account = accountsOf(world, vote)[which];
  const loss = (delegated(account) * partsPerMillion) / MILLION;
  if (account.delegation) account.delegation.stake -= loss;
  account.lamports -= loss;
  return loss;
}

/** Whether an account has stake that nobody has deactivated. */
export function canBeDeactivated(world: World, vote: string, which: "stake" | "transient"): boolean {
  return isDelegated(accountsOf(world, vote)[which]);
}

/** Deactivates what a silent validator has, as anybody may. */
export function deactivateDelinquent(world: World, vote: string, which: "stake" | "transient"): void {
  deactivate(accountsOf(world, vote)[which], rulesOf(world));
}

/** Another rent for all accounts from now on. What lies in them stays. */
export function setRent(world: World, lamportsPerByte: bigint): void {
  world.lamportsPerByte = lamportsPerByte;
}
