import { PublicKey, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import type { ExactAccount, KeyedAccount } from "../inProcess/account";
import type { InProcessChain } from "../inProcess/chain";
import type { Versions } from "../inProcess/versions";
import type { Commitment } from "../server/params";

/** How far behind the newest block the chain is sure of what it says. */
export interface Lags {
  confirmed: bigint;
  finalized: bigint;
}

/** The slots up to which the chain is processed, confirmed and finalized. */
export class Heads {
  constructor(
    private readonly chain: InProcessChain,
    readonly lags: Lags,
  ) {}

  at(commitment: Commitment): bigint {
    if (commitment === "processed") return this.chain.slot;
    return this.behind(this.lags[commitment]);
  }

  /** What may be said of a slot. */
  commitmentOf(slot: bigint): Commitment {
    if (slot <= this.at("finalized")) return "finalized";
    return slot <= this.at("confirmed") ? "confirmed" : "processed";
  }

  private behind(slots: bigint): bigint {
    const { blocks, slot } = this.chain;
    if (slot - slots <= blocks.first) return blocks.first;
    const at = slot - slots;
    return blocks.isSkipped(at) ? blocks.parent(at) : at;
  }
}

/** The state at a slot's end. */
export class View {
  constructor(
    private readonly chain: InProcessChain,
    private readonly versions: Versions,
    readonly slot: bigint,
  ) {}

  account(address: PublicKey): ExactAccount | null {
    if (address.equals(SYSVAR_CLOCK_PUBKEY)) return this.clock();
    const old = this.versions.at(address.toBase58(), this.slot);
    return old === undefined ? this.chain.exact(address) : old;
  }

  accountsOf(program: PublicKey): KeyedAccount[] {
    const now = this.chain.exactAccountsOf(program);
    const changed = this.versions.changedIn(this.slot, this.chain.slot);
    const same = now.filter(({ address }) => !changed.has(address.toBase58()));
    const before = [...changed].flatMap((text): KeyedAccount[] => {
      const address = new PublicKey(text);
      const account = this.account(address);
      return account?.owner.equals(program) ? [{ address, account }] : [];
    });
    return [...same, ...before];
  }

  /** Those of some accounts that are not now what they were then, as they were. */
  differing(addresses: readonly PublicKey[]): { address: PublicKey; account: ExactAccount | null }[] {
    return addresses.flatMap((address) => {
      const account = this.versions.at(address.toBase58(), this.slot);
      return account === undefined ? [] : [{ address, account }];
    });
  }

  get height(): bigint {
    return this.chain.blocks.height(this.slot);
  }

  /** It changes in every slot, so it is made up rather than kept. */
  private clock(): ExactAccount | null {
    const account = this.chain.exact(SYSVAR_CLOCK_PUBKEY);
    return account && { ...account, data: this.chain.clockData(this.slot) };
  }
}
