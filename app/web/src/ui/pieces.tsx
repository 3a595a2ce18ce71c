// Small pieces that every page uses.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../strings";

/** An address, shortened in the middle; whole on focus; a click copies it. */
export function Address({ of, label }: { of: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    navigator.clipboard?.writeText(of).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <button type="button" class="copy address" title={of} aria-label={`${t.copyLabel(label)} ${of}`} onClick={copy}>
      {isCopied ? (
        t.copied
      ) : (
        <>
          <span class="short">{shortened(of)}</span>
          <span class="whole">{of}</span>
        </>
      )}
    </button>
  );
}

export const shortened = (address: string): string => `${address.slice(0, 5)}…${address.slice(-5)}`;

export function Card({
  title,
  children,
  class: name = "",
  aside,
}: {
  title?: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
}) {
  return (
    <section class={`card ${name}`}>
      {title !== undefined && (
        <div class="head">
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and what they have, as a list that is read in pairs. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Intro({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="intro">
      <h1>{title}</h1>
      {children && <p class="lead">{children}</p>}
    </div>
  );
}

export type Status = "ok" | "watch" | "bad" | "unknown";

export const GLYPHS: Record<Status, string> = { ok: "✓", watch: "▲", bad: "✕", unknown: "?" };

/** Never by its colour alone. */
export function StatusWord({ of, children }: { of: Status; children?: ComponentChildren }) {
  return (
    <span class={`status ${of}`}>
      <span aria-hidden="true">{GLYPHS[of]}</span>
      {children ?? t.risk.status[of]}
    </span>
  );
}

/** A command for a terminal; a click copies it. */
export function Command({ children }: { children: string }) {
  return (
    <div class="stack tight">
      <code class="command">{children}</code>
      <CopyButton text={children} label={t.stake.command} />
    </div>
  );
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <button type="button" class="plain small" aria-label={t.copyLabel(label)} onClick={copy}>
      {isCopied ? t.copied : t.copy}
    </button>
  );
}

/** Room for what is being read, as high as it will be. */
export function Skeleton({ height }: { height: number }) {
  return <div class="skeleton" style={{ height: `${height}px` }} aria-hidden="true" />;
}
