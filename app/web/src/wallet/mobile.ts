// One wallet of Wallet Standard that stands for whatever wallet app the phone has. The protocol is the library's; its own wallet of the
// standard is not used, since it brings dialogs with inline styles and fonts of another host, which the page's policy forbids.

import { PublicKey } from "@solana/web3.js";
import {
  type AuthorizationResult,
  type Chain,
  type MobileWallet,
  SolanaMobileWalletAdapterError,
  SolanaMobileWalletAdapterProtocolError,
  startScenario,
} from "@solana-mobile/mobile-wallet-adapter-protocol";
import { drop, keep, keptBy } from "../kept";
import { t } from "../strings";
import { APPS } from "./apps";
import type { Features, StandardWallet, WalletAccount } from "./standard";
import { clicked } from "./tap";

const KEPT = "truestake.apps";
const CHAINS = ["solana:mainnet", "solana:devnet", "solana:testnet"];
/** Milliseconds that an app has for one visit: somebody may have to unlock it first. */
const PATIENCE = 180_000;
const ICON =
  "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAzMiAzMiI+PHJlY3QgeD0iOCIgeT0iMyIgd2lkdGg9IjE2IiBoZWlnaHQ9IjI2IiByeD0iNCIgZmlsbD0iIzBiNmI2MCIvPjxyZWN0IHg9IjExIiB5PSI3IiB3aWR0aD0iMTAiIGhlaWdodD0iMTYiIHJ4PSIxIiBmaWxsPSIjZmJmYWY3Ii8+PC9zdmc+";

type Versions = Features["solana:signTransaction"]["supportedTransactionVersions"];

/** What an app has allowed: kept for the next visit, so that nobody is sent to the app only to be known again. */
interface Allowed {
  token: string;
  /** Where the app wants to be called from now on. */
  base: string | undefined;
  addresses: string[];
  signs: boolean;
  sends: boolean;
  versions: Versions;
}

/** An error that strings.ts has words for, by its name. With 4001, the standard's "no", nothing can have been signed. */
const named = (name: keyof typeof t.problem.names, { cause, code }: { cause?: unknown; code?: number } = {}): Error =>
  Object.assign(new Error(t.problem.names[name]?.[0], { cause }), { name, code });
const NO = 4001;
/** The protocol's own codes. */
const [NOT_AUTHORIZED, NOT_SIGNED] = [-1, -3];

const isCode = (error: unknown, code: number): boolean =>
  error instanceof SolanaMobileWalletAdapterProtocolError && error.code === code;

function kept(): Allowed | undefined {
  try {
    const found = JSON.parse(keptBy(KEPT) ?? "") as Allowed;
    return found.addresses.every((address) => new PublicKey(address)) ? found : undefined;
  } catch {
    return undefined;
  }
}

let chain = CHAINS[0] as string;
let allowed: Allowed | undefined;
const listeners = new Set<(changed: { accounts: readonly WalletAccount[] }) => void>();

function allow(next: Allowed | undefined): void {
  const before = allowed?.addresses.join();
  allowed = next;
  if (next) keep(KEPT, JSON.stringify(next));
  else drop(KEPT);
  if (before !== undefined && before !== next?.addresses.join()) {
    for (const listener of listeners) listener({ accounts: accounts() });
  }
}

const accounts = (): WalletAccount[] =>
  (allowed?.addresses ?? []).map((address) => ({
    address,
    publicKey: new PublicKey(address).toBytes(),
    chains: CHAINS,
  }));

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** What the browser lets the page reach on the phone itself; undefined where it does not ask about that. */
async function loopback(): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name: "loopback-network" as PermissionName })).state;
  } catch {
    return undefined;
  }
}

/**
 * The app listens on the phone itself, which newer browsers let a page reach only with its user's leave. They have to ask while the page
 * is in front, so before the app is opened; and since only a click may open an app, it takes another one afterwards.
 */
async function askForLoopback(): Promise<void> {
  const before = await loopback();
  if (before === undefined || before === "granted") return;
  // Nobody has to answer: it is the question that counts.
  if (before === "prompt")
    await fetch("http://localhost", { mode: "no-cors", credentials: "omit" }).catch(() => undefined);
  const now = await loopback();
  if (now === "denied") throw named("AppsBlocked", { code: NO });
  if (now === "granted") throw named("AppsAllowed", { code: NO });
}

let leave: () => void = () => undefined;

/** Opens an app, and closes the way to it again whatever comes of it. */
async function visit<T>(use: (app: MobileWallet) => Promise<T>): Promise<T> {
  await askForLoopback();
  // Reading, or an app that was open before, may have come between the click and this.
  if (!(await clicked())) throw named("WalletRejected", { code: NO });
  // Somebody who asks again has given up what was asked before.
  leave();
  let isOpen = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let own: () => void = () => undefined;
  try {
    const { wallet, close } = await startScenario(allowed?.base ? { baseUri: allowed.base } : undefined);
    own = close;
    leave = close;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(named("AppLeft")), PATIENCE);
    });
    const app = await Promise.race([wallet, late]);
    isOpen = true;
    return await Promise.race([use(app), late]);
  } catch (cause) {
    throw inWords(cause, isOpen);
  } finally {
    clearTimeout(timer);
    own();
  }
}

function inWords(cause: unknown, isOpen: boolean): unknown {
  // As long as no app has answered, none has been asked for anything.
  const code = isOpen ? undefined : NO;
  if (isCode(cause, NOT_SIGNED)) return named("WalletRejected", { cause, code: NO });
  if (!(cause instanceof SolanaMobileWalletAdapterError)) {
    return cause instanceof SolanaMobileWalletAdapterProtocolError ? named("AppFailed", { cause, code }) : cause;
  }
  if (cause.code === "ERROR_WALLET_NOT_FOUND") return named("AppMissing", { cause, code });
  const isLeft = cause.code === "ERROR_SESSION_CLOSED" || cause.code === "ERROR_SESSION_TIMEOUT";
  return named(isLeft ? "AppLeft" : "AppFailed", { cause, code });
}

/** Asks for leave; `known` is one that was given before, and that the app may have forgotten. */
async function authorize(app: MobileWallet, on: string, known?: string): Promise<AuthorizationResult> {
  const identity = { name: "Truestake", uri: new URL(".", location.href).href, icon: "icon.svg" };
  const params = { chain: on as Chain, identity };
  try {
    return await app.authorize({ ...params, ...(known === undefined ? {} : { auth_token: known }) });
  } catch (cause) {
    if (!isCode(cause, NOT_AUTHORIZED)) throw cause;
    if (known !== undefined) return authorize(app, on);
    throw named("WalletRejected", { cause, code: NO });
  }
}

const allowedBy = ({ auth_token, wallet_uri_base, accounts: found }: AuthorizationResult) => ({
  token: auth_token,
  base: wallet_uri_base || undefined,
  addresses: found.map(({ address }) => new PublicKey(fromBase64(address)).toBase58()),
});

async function connect(): Promise<void> {
  await visit(async (app) => {
    const { features, supports_sign_and_send_transactions, supported_transaction_versions } =
      await app.getCapabilities();
    const given = allowedBy(await authorize(app, chain));
    allow({
      ...given,
      signs: features.includes("solana:signTransactions"),
      sends: supports_sign_and_send_transactions,
      versions: supported_transaction_versions ?? ["legacy", 0],
    });
  });
}

type Payloads = string[];

/** One visit in which the app knows the page again and then does what it is asked for. */
function visitAgain(on: string | undefined, ask: (app: MobileWallet) => Promise<Payloads>): Promise<Uint8Array[]> {
  return visit(async (app) => {
    if (!allowed) throw Object.assign(new Error("the wallet is not connected"), { name: "WalletNotConnectedError" });
    const { signs, sends, versions } = allowed;
    const again = allowedBy(await authorize(app, on ?? chain, allowed.token));
    // The app may stand for another account by now: the SDK refuses what that one signs.
    allow({ ...again, signs, sends, versions });
    return (await ask(app)).map(fromBase64);
  });
}

const signTransaction: Features["solana:signTransaction"]["signTransaction"] = async (...inputs) => {
  const payloads = inputs.map(({ transaction }) => toBase64(transaction));
  const signed = await visitAgain(
    inputs[0]?.chain,
    async (app) => (await app.signTransactions({ payloads })).signed_payloads,
  );
  return signed.map((signedTransaction) => ({ signedTransaction }));
};

const signAndSendTransaction: Features["solana:signAndSendTransaction"]["signAndSendTransaction"] = async (
  ...inputs
) => {
  const payloads = inputs.map(({ transaction }) => toBase64(transaction));
  const sent = await visitAgain(
    inputs[0]?.chain,
    async (app) => (await app.signAndSendTransactions({ payloads })).signatures,
  );
  return sent.map((signature) => ({ signature }));
};

const wallet: StandardWallet = {
  version: "1.0.0",
  name: APPS,
  icon: ICON,
  chains: CHAINS,
  get accounts() {
    return accounts();
  },
  get features() {
    const { signs = true, sends = true, versions = ["legacy", 0] } = allowed ?? {};
    const supportedTransactionVersions = versions;
    return {
      "standard:connect": {
        connect: async ({ silent = false }: { silent?: boolean } = {}) => {
          allowed ??= kept();
          if (!allowed && !silent) await connect();
          return { accounts: accounts() };
        },
      },
      // The app is told nothing: it would have to be opened for that.
      "standard:disconnect": { disconnect: async () => allow(undefined) },
      "standard:events": {
        on: (_: "change", listener: Parameters<Features["standard:events"]["on"]>[1]) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      ...(signs ? { "solana:signTransaction": { supportedTransactionVersions, signTransaction } } : {}),
      ...(sends ? { "solana:signAndSendTransaction": { supportedTransactionVersions, signAndSendTransaction } } : {}),
    };
  },
};

let isAnnounced = false;

/** Announces it as every wallet does. */
export function announce(on: string): void {
  chain = on;
  if (isAnnounced) return;
  isAnnounced = true;
  const detail = ({ register }: { register(wallet: StandardWallet): void }) => register(wallet);
  dispatchEvent(new CustomEvent("wallet-standard:register-wallet", { detail }));
}
