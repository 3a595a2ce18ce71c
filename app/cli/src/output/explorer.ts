// Links to an explorer's page of a transaction or an address.
import { clusterOf } from "../context/cluster";

function query(url: string): string {
  const cluster = clusterOf(url);
  if (cluster === "mainnet-beta") return "";
  if (cluster) return `?cluster=${cluster}`;
  const { hostname } = new URL(url);
  // A node of somebody's own may have a key in its address: that belongs into no link.
  if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname)) return "";
  return `?cluster=custom&customUrl=${encodeURIComponent(url)}`;
}

/** The page of a transaction. */
export const transactionLink = (url: string, signature: string): string =>
  `https://explorer.solana.com/tx/${signature}${query(url)}`;
