// What left the wallet and what came, in words.
import type { View } from "../data/view";
import { whole } from "../format/amounts";
import { t } from "../strings";
import { sharesText, solText, tokensText } from "../ui/amounts";
import type { Done } from "./done";

/** What an action that landed has moved; that nobody keeps it, where no node that was asked does. */
export function movedWords({ kind, moved, signatures }: Done, view: View | undefined): string {
  const words = t.sending.moved;
  if (!moved) return kind === "refresh" || signatures.length === 0 ? "" : words.untold;
  const { lamports, tokens, shares, rent, cost, tickets } = moved;
  const [sol, own] = [solText(lamports), tokensText(view, tokens)];
  switch (kind) {
    case "stake":
      return words.exchanged(sol, own);
    case "sell":
      return words.exchanged(own, sol);
    case "order":
      return words.ordered(own, sol, tickets.map((each) => whole(each)).join(", "));
    case "take":
      return words.taken(own, sol);
    case "cancel":
      return `${words.back(own)}${cost > 0n ? ` ${words.cost(tokensText(view, cost))}` : ""}`;
    case "claim":
      return `${words.received(sol)}${rent > 0n ? ` ${words.rent(solText(rent))}` : ""}`;
    case "deactivate":
      return words.cools(sol);
    case "withdraw":
      return words.received(sol);
    case "provide":
      return words.exchanged(sol, sharesText(shares));
    case "remove":
      return words.exchanged(sharesText(shares), tokens > 0n ? words.both(sol, own) : sol);
    case "refresh":
      return "";
  }
}
