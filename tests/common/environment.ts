// What kind of chain the tests run on, where they do not say so themselves. By environment variables, so that whole suites
// can run on several (toolchain/test/environments.ts):
//   TEST_LAMPORTS_PER_BYTE=5080        rent; 6,960 today, to fall to 696 (SIMD-0437)
//   TEST_FEATURES=strict               without the features that relax checks of rent; `all` if not given
//   TEST_MINIMUM_DELEGATION=lamport    the stake program's minimum before its version 5; `sol` if not given
import { FEATURES, type InProcessOptions } from "@truestake/localnet";

function choice<T>(variable: string, values: Record<string, T>): T | undefined {
  const text = process.env[variable];
  if (text === undefined) return undefined;
  if (!(text in values)) throw new Error(`${variable} is ${Object.keys(values).join(" or ")}, not ${text}`);
  return values[text];
}

const { TEST_LAMPORTS_PER_BYTE } = process.env;

export const ENVIRONMENT: Pick<InProcessOptions, "lamportsPerByte" | "inactiveFeatures" | "minimumDelegation"> = {
  lamportsPerByte: TEST_LAMPORTS_PER_BYTE === undefined ? undefined : BigInt(TEST_LAMPORTS_PER_BYTE),
  inactiveFeatures: choice("TEST_FEATURES", { all: [], strict: [FEATURES.relaxedRentCheck] }),
  minimumDelegation: choice("TEST_MINIMUM_DELEGATION", { sol: undefined, lamport: 1n }),
};

/** The price of a byte on the chains that the tests begin with. */
const LAMPORTS_PER_BYTE = ENVIRONMENT.lamportsPerByte ?? 6_960n;

/** The rent of an account of so many bytes, before a test changes it: 128 bytes are counted beside. */
export const rentOf = (bytes: bigint): bigint => (128n + bytes) * LAMPORTS_PER_BYTE;

/** The rent of a stake account: 2,282,880 lamports at 6,960 a byte. */
export const STAKE_RENT = rentOf(200n);
/** The rent of an account without data, as the reserve is: 890,880 lamports at 6,960 a byte. */
export const WALLET_RENT = rentOf(0n);
/** What the stake program writes into a new account as its rent, whatever it is. */
export const FROZEN_STAKE_RENT = 2_282_880n;

/** What the stake program delegates at least. */
export const MINIMUM_DELEGATION = ENVIRONMENT.minimumDelegation ?? 1_000_000_000n;
