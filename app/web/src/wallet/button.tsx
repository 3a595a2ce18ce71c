// Connects a wallet, and shows which one is connected.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../strings";
import { Address, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { connectWallet, disconnectWallet, isFramed, useWallets } from "./wallet";

/** Wallets' own browsers on phones, and how a page is opened in them. */
const BROWSERS: [name: string, link: (page: string, origin: string) => string][] = [
  ["Phantom", (page, origin) => `https://phantom.app/ul/browse/${page}?ref=${origin}`],
  ["Solflare", (page, origin) => `https://solflare.com/ul/v1/browse/${page}?ref=${origin}`],
  ["Backpack", (page, origin) => `https://backpack.app/ul/v1/browse/${page}?ref=${origin}`],
];

const isPhone = (): boolean => /Android|iPhone|iPad/i.test(navigator.userAgent);

function useDialog(): [(open: boolean) => void, { ref: { current: HTMLDialogElement | null }; isOpen: boolean }] {
  const ref = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (isOpen) ref.current?.showModal();
    else ref.current?.close();
  }, [isOpen]);
  return [setOpen, { ref, isOpen }];
}

export function WalletButton({ isWide = false }: { isWide?: boolean }) {
  const { connected } = useWallets();
  const [setOpen, { ref, isOpen }] = useDialog();
  return (
    <>
      <button
        type="button"
        class={isWide ? "button main wide" : `button slim ${connected ? "" : "main"}`}
        onClick={() => setOpen(true)}
      >
        {connected ? (
          <span class="address">{shortened(connected.account.address)}</span>
        ) : isWide ? (
          t.stake.connect
        ) : (
          t.wallet.connect
        )}
      </button>
      <dialog ref={ref} onClose={() => setOpen(false)} aria-label={t.wallet.choose}>
        {isOpen && <Chooser close={() => setOpen(false)} />}
      </dialog>
    </>
  );
}

function Chooser({ close }: { close(): void }) {
  const { found, connected, asked, error } = useWallets();
  return (
    <div class="stack">
      {connected ? ownOf() : choices()}
      {asked && <p role="status">{t.wallet.asking(asked.name)}</p>}
      {error !== undefined && !connected && <ProblemNote error={error} />}
      {found.length === 0 && !connected && <NoWallet />}
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
                onClick={() => connectWallet(wallet).then(close)}
              >
                <img src={wallet.icon} alt="" />
                {wallet.name}
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
        <h2>{connected?.wallet.name}</h2>
        <Address of={connected?.account.address ?? ""} label={t.wallet.copyAddress} />
        <button type="button" class="button" onClick={() => disconnectWallet().then(close)}>
          {t.wallet.disconnect}
        </button>
      </div>
    );
  }
}

function NoWallet() {
  const page = encodeURIComponent(location.href);
  return (
    <div class="stack tight">
      <p>{t.wallet.none}</p>
      {isPhone() ? (
        <>
          <p class="quiet small">{t.wallet.mobile}</p>
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
