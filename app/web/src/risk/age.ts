import { isFresh } from "@truestake/sdk";
import type { View } from "../data/view";
import { whole } from "../format/amounts";
import { span } from "../format/time";
import { t } from "../strings";
import type { Slice } from "./types";

/** Lenders take a price of the last epoch for so long. */
const GRACE_SECONDS = 3_600;

/** How old the price is that everything else goes by. */
export function ageOf(view: View): Slice {
  const { pool, clock, perSlot } = view;
  if (isFresh(view)) return { status: "ok", says: [t.risk.age.ok(whole(clock.epoch))] };
  const seconds = Number(clock.slot - clock.epochStartSlot) * perSlot;
  const says = [
    clock.rewardsActive ? t.risk.age.paying : t.risk.age.old(whole(pool.lastUpdateEpoch), whole(clock.epoch)),
    t.risk.age.into(span(seconds)),
  ];
  const isLate = clock.epoch - pool.lastUpdateEpoch > 1n || seconds > GRACE_SECONDS;
  return { status: isLate ? "bad" : "watch", says };
}
