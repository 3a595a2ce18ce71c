// Connects a wallet, and shows which one is connected.
import { useEffect, useRef, useState } from "preact/hooks";
import { usePool, useReading } from "../data/session";
import { clusterOf } from "../place/deployed";
import { t } from "../strings";
import { Address, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { APPS } from "./apps";
import { isFramed } from "./frame";
import type { StandardWallet } from "./standard";
import { connectWallet, disconnectWallet, findApps, stopAsking, useWallets } from "./wallet";

/** Wallets' own browsers on phones, and how a page is opened in them. */
const BROWSERS: [name: string, link: (page: string, origin: string) => string][] = [
  ["Phantom", (page, origin) => `https://phantom.app/ul/browse/${page}?ref=${origin}`],
  ["Solflare", (page, origin) => `https://solflare.com/ul/v1/browse/${page}?ref=${origin}`],
  ["Backpack", (page, origin) => `https://backpack.app/ul/v1/browse/${page}?ref=${origin}`],
];

/** The adapter's own name says nothing to those who have never heard of it. */
const nameOf = ({ name }: StandardWallet): string => (name === APPS ? t.wallet.apps : name);

const isPhone = (): boolean => /Android|iPhone|iPad/i.test(navigator.userAgent);

/**
 * A dialog whose element alone says whether it is open: the browser closes it, too, and tells so a moment later. Whoever opens it
 * again within that moment finds it open.
 */
function useDialog() {
  const ref = useRef<HTMLDialogElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const follow = () => setIsOpen(ref.current?.open ?? false);
  const open = () => {
    if (!ref.current?.open) ref.current?.showModal();
    follow();
  };
  return { ref, isOpen, open, close: () => ref.current?.close(), follow };
}

export function WalletButton({ isWide = false }: { isWide?: boolean }) {
  const { connected } = useWallets();
  const { ref, isOpen, open, close, follow } = useDialog();
  return (
    <>
      <button
        type="button"
        class={isWide ? "button main wide" : `button slim ${connected ? "" : "main"}`}
        onClick={open}
      >
        {connected ? (
          <span class="address">{shortened(connected.account.address)}</span>
        ) : isWide ? (
          t.stake.connect
        ) : (
          t.wallet.connect
        )}
      </button>
      <dialog ref={ref} onClose={follow} aria-label={t.wallet.choose}>
        {isOpen && <Chooser close={close} />}
      </dialog>
    </>
  );
}

function Chooser({ close }: { close(): void }) {
  const { found, connected, asked, error } = useWallets();
  const pool = usePool();
  const { view } = useReading();
  const genesis = pool?.place.genesis ?? view?.genesis;
  const isAlone = !connected && found.every(({ name }) => name === APPS);
  useEffect(() => {
    if (isAlone) void findApps(`solana:${genesis ? clusterOf(genesis) : "mainnet"}`);
  }, [isAlone, genesis]);
  useEffect(() => stopAsking, []);
  return (
    <div class="stack">
      {connected ? ownOf() : choices()}
      {asked && <p role="status">{t.wallet.asking(nameOf(asked))}</p>}
      {error !== undefined && !connected && <ProblemNote error={error} />}
      {isAlone && <NoWallet hasApps={found.length > 0} />}
      <button type="button" class="button" onClick={close}>
        {t.wallet.close}
      </button>
    </div>
  );

  function choices() {
    return (
      <div class="stack tight">
        <h2>{t.wallet.choose}</h2>
        <p class="quiet small">{isFramed() ? t.wallet.framed : t.wallet.chooseText}</p>
        {!isFramed() && (
          <div class="choices">
            {found.map((wallet) => (
              <button
                key={wallet.name}
                type="button"
                class="button"
                disabled={asked !== undefined}
                onClick={async () => (await connectWallet(wallet)) && close()}
              >
                <img src={wallet.icon} alt="" />
                {nameOf(wallet)}
              </button>
            ))}
          </div>
        )}
      </div>
    );
  }

  function ownOf() {
    return (
      <div class="stack tight">
        <h2>{connected && nameOf(connected.wallet)}</h2>
        <Address of={connected?.account.address ?? ""} label={t.wallet.copyAddress} />
        <button type="button" class="button" onClick={() => disconnectWallet().then(close)}>
          {t.wallet.disconnect}
        </button>
      </div>
    );
  }
}

function NoWallet({ hasApps }: { hasApps: boolean }) {
  const page = encodeURIComponent(location.href);
  return (
    <div class="stack tight">
      {!hasApps && <p>{t.wallet.none}</p>}
      {isPhone() ? (
        <>
          <p class="quiet small">{hasApps ? t.wallet.orBrowser : t.wallet.mobile}</p>
          <div class="choices">
            {BROWSERS.map(([name, link]) => (
              <a key={name} class="button" href={link(page, encodeURIComponent(location.origin))}>
                {t.wallet.openIn(name)}
              </a>
            ))}
          </div>
        </>
      ) : (
        <p class="quiet small">{t.wallet.noneText}</p>
      )}
    </div>
  );
}
