// A wallet app is opened by a link, and browsers follow it only when somebody has just clicked. Where reading or an earlier signature has
// come between, another click is asked for.
import { store, useStore } from "../data/store";

interface Tap {
  open(): void;
  cancel(): void;
}

const asked = store<Tap | undefined>(undefined);

export const useTap = (): Tap | undefined => useStore(asked);

/** Nobody wants what was waited for any more. */
export const stopWaitingForClick = (): void => asked.get()?.cancel();

/** Whether the browser still takes what is done for the doing of its user. One that does not tell is believed to. */
const isClicked = (): boolean => navigator.userActivation?.isActive ?? true;

/** Waits for a click where one is needed; whether there was one. */
export async function clicked(): Promise<boolean> {
  if (isClicked()) return true;
  // Somebody who acts again has given up what was waited for before.
  stopWaitingForClick();
  return new Promise((resolve) => {
    const end = (isOpen: boolean) => () => {
      asked.set(undefined);
      resolve(isOpen);
    };
    asked.set({ open: end(true), cancel: end(false) });
  });
}
