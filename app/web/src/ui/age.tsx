// How old something is that was read when somebody asked for it, and that is not read again by itself.
import { useEffect, useState } from "preact/hooks";
import type { Moment } from "../data/moment";
import { useAge } from "../data/session";
import type { View } from "../data/view";
import { whole } from "../format/amounts";
import { span } from "../format/time";
import { t } from "../strings";
import { StatusWord } from "./pieces";

/** After so long, and in any later epoch, nobody should go by it any more. */
export const OLD_SECONDS = 600;
const JUST_NOW = 5;

/** Whether what was read then is old by now; `epoch` is the one that it is now. */
export function useIsOld(of: Moment | undefined, epoch: bigint): boolean {
  const at = of?.at;
  const [lateSince, setLateSince] = useState<number>();
  useEffect(() => {
    if (at === undefined) return;
    const timer = setTimeout(() => setLateSince(at), Math.max(0, at + OLD_SECONDS * 1_000 - Date.now()));
    return () => clearTimeout(timer);
  }, [at]);
  return of !== undefined && (lateSince === at || of.epoch !== epoch);
}

/** How long ago something was read, and that it is old where it is. */
export function Age({ of, view }: { of: Moment; view: Pick<View, "clock"> }) {
  const { epoch } = view.clock;
  const age = useAge(of.at);
  const when = age < JUST_NOW ? t.fresh.now : t.fresh.ago(span(age));
  if (of.epoch !== epoch) {
    return <StatusWord of="watch">{t.fresh.old(t.fresh.inEpoch(when, whole(of.epoch)))}</StatusWord>;
  }
  return age >= OLD_SECONDS ? (
    <StatusWord of="watch">{t.fresh.old(when)}</StatusWord>
  ) : (
    <span class="small quiet">{when}</span>
  );
}
