import assert from "node:assert/strict";
import type { AccountInfo, PublicKey } from "@solana/web3.js";
import { type Changes, fieldChanges, kindName, UNNAMED } from "./fields";

/** The accounts of a transaction at one moment. */
export class Snapshot {
  private readonly accounts: { address: PublicKey; before: AccountInfo<Buffer> | null }[];

  constructor(
    private readonly read: (address: PublicKey) => AccountInfo<Buffer> | null,
    addresses: Iterable<PublicKey>,
  ) {
    this.accounts = [...addresses].map((address) => ({ address, before: read(address) }));
  }

  /** What has changed since, by address; that an account came or went is under "". */
  changes(): Map<string, Changes> {
    const all = new Map<string, Changes>();
    for (const { address, before } of this.accounts) {
      const after = this.read(address);
      if (before && after && same(before, after)) continue;
      if (!before && !after) continue;
      all.set(address.toBase58(), before && after ? named(before, after) : cameOrWent(before, after));
    }
    return all;
  }
}

/** Changes by address as one list, with accounts named by `nameOf`. */
export function flat(changes: ReadonlyMap<string, Changes>, nameOf: (address: string) => string): Changes {
  const all: Changes = {};
  for (const [address, fields] of changes) {
    for (const [field, change] of Object.entries(fields)) {
      all[field === "" ? nameOf(address) : `${nameOf(address)}.${field}`] = change;
    }
  }
  return all;
}

export function assertUnchanged(changes: ReadonlyMap<string, Changes>, nameOf: (address: string) => string): void {
  assert.deepEqual(flat(changes, nameOf), {}, "a refused transaction has changed something");
}

function named(before: AccountInfo<Buffer>, after: AccountInfo<Buffer>): Changes {
  const changes = fieldChanges(before, after);
  return Object.keys(changes).length > 0 ? changes : { [UNNAMED]: ["old", "new"] };
}

function cameOrWent(before: AccountInfo<Buffer> | null, after: AccountInfo<Buffer> | null): Changes {
  return {
    "": [before ? kindName(before) : undefined, after ? kindName(after) : undefined],
    lamports: [BigInt(before?.lamports ?? 0), BigInt(after?.lamports ?? 0)],
  };
}

function same(a: AccountInfo<Buffer>, b: AccountInfo<Buffer>): boolean {
  return a.lamports === b.lamports && a.owner.equals(b.owner) && a.data.equals(b.data);
}
