// A wallet of Wallet Standard whose keys are for play: it signs by itself, or does what wallets do to pages. For local networks and
// for tests of the page; no build of the page has it.
import { Keypair, SystemProgram, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import type { Features, StandardWallet, WalletAccount } from "../src/wallet/standard";

/** What it does when it is asked to sign. */
export type Mode = "approve" | "refuse" | "slow" | "adds";

/** What a page that carries the burner says of it. */
export interface BurnerSettings {
  secretKeys: number[][];
  /** Sends by itself and gives no signature to send, through this node. */
  sendsTo?: string;
}

/** What tests change while the page runs. */
export interface Burner {
  mode: Mode;
  /** How often it was asked to sign. */
  asked: number;
  /** Lets go what it holds back in the mode `slow`. */
  release(): void;
  switchTo(account: number): void;
}

const CHAINS = ["solana:mainnet", "solana:devnet", "solana:testnet", "solana:localnet"] as const;
const ICON =
  "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAzMiAzMiI+PHJlY3Qgd2lkdGg9IjMyIiBoZWlnaHQ9IjMyIiByeD0iOCIgZmlsbD0iI2I5NjkxNCIvPjwvc3ZnPg==";

const settings = JSON.parse(document.getElementById("burner")?.textContent ?? "{}") as BurnerSettings;
const keys = settings.secretKeys.map((secret) => Keypair.fromSecretKey(Uint8Array.from(secret)));
const accounts = keys.map(
  ({ publicKey }): WalletAccount => ({ address: publicKey.toBase58(), publicKey: publicKey.toBytes(), chains: CHAINS }),
);

type Changed = Parameters<Features["standard:events"]["on"]>[1];
const listeners = new Set<Changed>();
let at = 0;
let held: (() => void)[] = [];

const burner: Burner = {
  mode: "approve",
  asked: 0,
  release() {
    for (const go of held) go();
    held = [];
  },
  switchTo(account) {
    at = account;
    for (const listener of listeners) listener({ accounts: now() });
  },
};

const now = (): WalletAccount[] => accounts.slice(at, at + 1);

/** Puts an instruction of its own before those of the page, as wallets with protections do. */
function withGuard(transaction: VersionedTransaction, { publicKey: own }: Keypair): VersionedTransaction {
  const message = TransactionMessage.decompile(transaction.message);
  message.instructions.unshift(SystemProgram.transfer({ fromPubkey: own, toPubkey: own, lamports: 0 }));
  return new VersionedTransaction(message.compileToV0Message());
}

async function sign(bytes: Uint8Array, { address }: WalletAccount): Promise<Uint8Array> {
  burner.asked++;
  const { mode } = burner;
  if (mode === "refuse") throw Object.assign(new Error("User rejected the request."), { code: 4001 });
  if (mode === "slow") await new Promise<void>((go) => held.push(go));
  const key = keys.find(({ publicKey }) => publicKey.toBase58() === address) as Keypair;
  const given = VersionedTransaction.deserialize(bytes);
  const transaction = mode === "adds" ? withGuard(given, key) : given;
  transaction.sign([key]);
  return transaction.serialize();
}

async function send(bytes: Uint8Array, account: WalletAccount, url: string): Promise<Uint8Array> {
  const signed = await sign(bytes, account);
  const params = [btoa(String.fromCharCode(...signed)), { encoding: "base64", preflightCommitment: "confirmed" }];
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "sendTransaction", params });
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { error } = (await answer.json()) as { error?: { message: string } };
  if (error) throw new Error(error.message);
  return VersionedTransaction.deserialize(signed).signatures[0] as Uint8Array;
}

const signs: Pick<Features, "solana:signTransaction"> = {
  "solana:signTransaction": {
    supportedTransactionVersions: ["legacy", 0],
    signTransaction: (...inputs) =>
      Promise.all(
        inputs.map(async ({ transaction, account }) => ({ signedTransaction: await sign(transaction, account) })),
      ),
  },
};
const sends = (url: string): Pick<Features, "solana:signAndSendTransaction"> => ({
  "solana:signAndSendTransaction": {
    supportedTransactionVersions: ["legacy", 0],
    signAndSendTransaction: (...inputs) =>
      Promise.all(
        inputs.map(async ({ transaction, account }) => ({ signature: await send(transaction, account, url) })),
      ),
  },
});

let isConnected = false;
const wallet: StandardWallet = {
  version: "1.0.0",
  name: "Burner",
  icon: ICON,
  chains: CHAINS,
  get accounts() {
    return isConnected ? now() : [];
  },
  features: {
    "standard:connect": {
      connect: async () => {
        isConnected = true;
        return { accounts: now() };
      },
    },
    "standard:disconnect": {
      disconnect: async () => {
        isConnected = false;
      },
    },
    "standard:events": {
      on: (_, listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    ...(settings.sendsTo === undefined ? signs : sends(settings.sendsTo)),
  },
};

type Api = { register(wallet: StandardWallet): void };
const register = ({ register: add }: Api) => add(wallet);
addEventListener("wallet-standard:app-ready", (event) => register((event as CustomEvent<Api>).detail));
dispatchEvent(new CustomEvent("wallet-standard:register-wallet", { detail: register }));
Object.assign(globalThis, { burner });
