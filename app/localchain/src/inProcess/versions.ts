import type { ExactAccount } from "./account";

interface Version {
  /** The slot in which something else took its place. */
  until: bigint;
  account: ExactAccount | null;
}

/** What accounts were in the last slots, so that a state of some slots ago can be read. */
export class Versions {
  private readonly old = new Map<string, Version[]>();
  private readonly changed = new Map<bigint, Set<string>>();

  /** Keeps what an account is before it is written to in a slot. */
  note(address: string, slot: bigint, account: () => ExactAccount | null): void {
    const changed = this.changed.get(slot) ?? new Set();
    this.changed.set(slot, changed);
    // What it is in the midst of a slot nobody can ask for later.
    if (changed.has(address)) return;
    changed.add(address);
    const versions = this.old.get(address) ?? [];
    this.old.set(address, versions);
    versions.push({ until: slot, account: account() });
  }

  /** What an account was at a slot's end; undefined if it has not changed since. */
  at(address: string, slot: bigint): ExactAccount | null | undefined {
    return this.old.get(address)?.find(({ until }) => until > slot)?.account;
  }

  /** The addresses that were written to after `from`, up to `to`. */
  changedIn(from: bigint, to: bigint): Set<string> {
    const all = new Set<string>();
    for (const [slot, addresses] of this.changed) {
      if (slot > from && slot <= to) for (const address of addresses) all.add(address);
    }
    return all;
  }

  /** Forgets what can only be asked for about slots before this one. */
  forget(before: bigint): void {
    for (const slot of this.changed.keys()) if (slot <= before) this.changed.delete(slot);
    for (const [address, versions] of this.old) {
      const kept = versions.filter(({ until }) => until > before);
      if (kept.length === 0) this.old.delete(address);
      else this.old.set(address, kept);
    }
  }

  clear(): void {
    this.old.clear();
    this.changed.clear();
  }
}
