import type { PublicKey } from "@solana/web3.js";
import { type ExactAccount, NO_ACCOUNT } from "./account";

/** What accounts held at one moment, of those that have changed since: enough to bring that moment back. */
export class Originals {
  private readonly known = new Map<string, { address: PublicKey; account: ExactAccount }>();
  private readonly changed = new Set<string>();

  constructor(private readonly read: (address: PublicKey) => ExactAccount | null) {}

  /** To be told of an account before it may change. */
  keep(address: PublicKey): void {
    const key = address.toBuffer().toString("latin1");
    this.changed.add(key);
    if (!this.known.has(key)) this.known.set(key, { address, account: this.read(address) ?? NO_ACCOUNT });
  }

  /** What the accounts that may have changed were like. Whoever takes it writes it back: from now on none has changed. */
  take(): { address: PublicKey; account: ExactAccount }[] {
    const taken = [...this.changed].flatMap((key) => this.known.get(key) ?? []);
    this.changed.clear();
    return taken;
  }
}
