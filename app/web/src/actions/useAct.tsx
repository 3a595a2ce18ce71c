// What a card has of the page's one action: how to begin it, and what is to be said of it there.
import type { ComponentChildren } from "preact";
import { usePool } from "../data/session";
import type { Action } from "../send/act";
import { CardNote } from "./actNote";
import { start } from "./start";

export interface Acts {
  /** Acts, one after the other. False where not all was done: what would follow is left. */
  run(...actions: Action[]): Promise<boolean>;
  /** What is to be said of it, where it began in this card. */
  note: ComponentChildren;
}

/** `card` is the name of the card: what began there is told there, or by the frame of the page once it is gone. */
export function useAct(card: string): Acts {
  const pool = usePool();
  return {
    run: async (...actions) => pool !== undefined && (await start(pool, card, actions)),
    note: <CardNote card={card} />,
  };
}
