// Wallet Standard as far as a page needs it: wallets announce themselves by events, each with its accounts and features.

export interface WalletAccount {
  readonly address: string;
  readonly publicKey: Uint8Array;
  readonly chains: readonly string[];
}

type Version = "legacy" | 0;

interface SignInput {
  account: WalletAccount;
  transaction: Uint8Array;
  chain?: string;
}

/** The features that are used, by their names in the standard. */
export interface Features {
  "standard:connect": { connect(input?: { silent?: boolean }): Promise<{ accounts: readonly WalletAccount[] }> };
  "standard:disconnect": { disconnect(): Promise<void> };
  "standard:events": {
    on(event: "change", listener: (changed: { accounts?: readonly WalletAccount[] }) => void): () => void;
  };
  "solana:signTransaction": {
    supportedTransactionVersions: readonly Version[];
    signTransaction(...inputs: SignInput[]): Promise<readonly { signedTransaction: Uint8Array }[]>;
  };
  "solana:signAndSendTransaction": {
    supportedTransactionVersions: readonly Version[];
    signAndSendTransaction(...inputs: (SignInput & { chain: string })[]): Promise<readonly { signature: Uint8Array }[]>;
  };
}

export interface StandardWallet {
  readonly version: string;
  readonly name: string;
  /** A picture as a data URL. */
  readonly icon: string;
  readonly chains: readonly string[];
  readonly features: Partial<Features> & Record<string, unknown>;
  readonly accounts: readonly WalletAccount[];
}

/** A wallet that connects, and signs or sends for Solana. */
export function isUsable({ features, chains }: StandardWallet): boolean {
  const signs = "solana:signTransaction" in features || "solana:signAndSendTransaction" in features;
  return "standard:connect" in features && signs && chains.some((chain) => chain.startsWith("solana:"));
}

/**
 * Calls back with the wallets that are there, now and whenever one comes or goes. A wallet that is loaded later announces itself with
 * `register-wallet`; one that was loaded before waits for `app-ready`.
 */
export function watchWallets(callback: (wallets: readonly StandardWallet[]) => void): void {
  const wallets = new Set<StandardWallet>();
  const tell = () => callback([...wallets].filter(isUsable));
  const register = (...added: StandardWallet[]) => {
    for (const wallet of added) wallets.add(wallet);
    tell();
    return () => {
      for (const wallet of added) wallets.delete(wallet);
      tell();
    };
  };
  const api = Object.freeze({ register });
  addEventListener("wallet-standard:register-wallet", (event) => {
    const { detail } = event as CustomEvent<(api: { register: typeof register }) => void>;
    detail(api);
  });
  dispatchEvent(new CustomEvent("wallet-standard:app-ready", { detail: api }));
}
