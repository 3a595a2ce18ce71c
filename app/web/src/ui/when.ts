// When a way out has paid.
import { secondsUntil, type View } from "../data/view";
import { whole } from "../format/amounts";
import { dateIn } from "../format/time";
import { t } from "../strings";

/** So many epochs from now, as a date with its epoch; at once for none. */
export const whenOf = (view: View, epochs: bigint): string =>
  epochs === 0n ? t.out.now : t.out.by(dateIn(secondsUntil(view, epochs)), whole(view.clock.epoch + epochs));
