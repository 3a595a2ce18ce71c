// Wallet apps of an Android phone, reached by Solana's Mobile Wallet Adapter. Here is whether they can be; what speaks with them is
// loaded only where they can, and nowhere else.
import { isFramed } from "./frame";

/** What the adapter calls itself among Wallet Standard's wallets; it is remembered by that. */
export const APPS = "Mobile Wallet Adapter";

/**
 * Chrome, and what is made of it, on Android. Not in an app's view: a wallet's own brings its wallet, and others open no apps. Firefox
 * opens them by a frame, which the page's policy forbids.
 */
export function canReachApps(): boolean {
  const { userAgent } = navigator;
  const isView = /; wv\)|WebView|Version\/\d/.test(userAgent);
  return /Android.*Chrome\//.test(userAgent) && !isView && isSecureContext && !isFramed();
}

/** Adds the phone's wallet apps to the wallets that are found; `chain` is what they are asked for when one is connected. */
export async function offerApps(chain: string): Promise<void> {
  const { announce } = await import("./mobile");
  announce(chain);
}
