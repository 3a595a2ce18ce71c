import assert from "node:assert/strict";
import { type AccountInfo, PublicKey } from "@solana/web3.js";
import { type Fields, type FieldValue, fieldsOf } from "./fields";

/**
 * Changes of named fields: `account.field` → before and after. An account that came or went is there by its name and
 * kind instead of its fields, with its lamports.
 */
export type Changes = Record<string, [before: FieldValue | undefined, after: FieldValue | undefined]>;

/** The accounts of a transaction at one moment. */
export class Snapshot {
  private readonly accounts: Map<string, AccountInfo<Buffer> | null>;

  constructor(
    private readonly read: (address: PublicKey) => AccountInfo<Buffer> | null,
    addresses: Iterable<string>,
  ) {
    this.accounts = new Map([...addresses].map((address) => [address, read(new PublicKey(address))]));
  }

  /** What has changed since, with accounts named by `nameOf`. */
  changes(nameOf: (address: string) => string): Changes {
    const changes: Changes = {};
    for (const [address, fields] of this.changesByAddress()) {
      for (const [field, change] of Object.entries(fields)) {
        changes[field === "" ? nameOf(address) : `${nameOf(address)}.${field}`] = change;
      }
    }
    return changes;
  }

  /** The same by address; that an account came or went is under "". */
  changesByAddress(): Map<string, Changes> {
    const all = new Map<string, Changes>();
    for (const [address, before] of this.accounts) {
      const after = this.read(new PublicKey(address));
      if (before && after && same(before, after)) continue;
      if (!before && !after) continue;
      const [old, now] = [fieldsOf(before), fieldsOf(after)];
      const changes: Changes = {};
      if (!before || !after) {
        const kind = (fields: Fields) => String(fields.kind ?? fields.owner ?? "account");
        changes[""] = [before ? kind(old) : undefined, after ? kind(now) : undefined];
        changes.lamports = [old.lamports ?? 0n, now.lamports ?? 0n];
      } else {
        for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
          if (old[field] !== now[field]) changes[field] = [old[field], now[field]];
        }
        if (Object.keys(changes).length === 0) changes["bytes that no field names"] = ["old", "new"];
      }
      all.set(address, changes);
    }
    return all;
  }

  assertUnchanged(nameOf: (address: string) => string): void {
    assert.deepEqual(this.changes(nameOf), {}, "a refused transaction has changed something");
  }
}

function same(a: AccountInfo<Buffer>, b: AccountInfo<Buffer>): boolean {
  return a.lamports === b.lamports && a.owner.equals(b.owner) && a.data.equals(b.data);
}
