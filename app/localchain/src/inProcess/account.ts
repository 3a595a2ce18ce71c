import { type AccountInfo, PublicKey } from "@solana/web3.js";

/** An account with its lamports to the last one: web3.js has them as a `number`. */
export interface ExactAccount {
  lamports: bigint;
  owner: PublicKey;
  data: Buffer;
  executable: boolean;
}

export interface KeyedAccount {
  address: PublicKey;
  account: ExactAccount;
}

/** What web3.js makes of an account. */
export function accountInfo({ lamports, owner, data, executable }: ExactAccount): AccountInfo<Buffer> {
  return { lamports: Number(lamports), owner, data, executable, rentEpoch: 0 };
}

export function exactAccount({ lamports, owner, data, executable }: AccountInfo<Buffer>): ExactAccount {
  return { lamports: BigInt(lamports), owner: new PublicKey(owner), data, executable };
}

export const NO_ACCOUNT: ExactAccount = {
  lamports: 0n,
  owner: PublicKey.default,
  data: Buffer.alloc(0),
  executable: false,
};
