// npm run web: a local network with a pool on it, a keeper, a wallet for play and the page; or the page alone for a pool elsewhere.
import path from "node:path";
import readline from "node:readline";
import { Connection } from "@solana/web3.js";
import { startLocalnet } from "@truestake/localnet";
import { isError } from "@truestake/sdk";
import { root } from "../lib/paths";
import { tokenMetadata } from "../programs/tokenMetadata";
import { buildBurner, buildPage } from "../web/build";
import { liveEpoch, operatorOf, passEpochs } from "../web/history";
import { checkPort, HELP, parseOptions, UsageError } from "../web/options";
import { type Served, servePage } from "../web/serve";
import { STEWARD_PROGRAM, StewardedDemo } from "../web/steward";

const SOL = 1_000_000_000n;
const EPOCH_SECONDS = 172_800n;
const KEEPER_INTERVAL = 5_000;

async function local(folder: string, port: number, asked: number, hasSteward: boolean): Promise<void> {
  const metadata = tokenMetadata();
  const programs = [...metadata, ...(hasSteward ? [STEWARD_PROGRAM] : [])];
  const ofSteward = hasSteward ? StewardedDemo.EPOCHS : 0;
  const epochs = Math.max(asked, ofSteward);
  const startTime = BigInt(Math.floor(Date.now() / 1_000)) - BigInt(epochs) * EPOCH_SECONDS;
  const localnet = await startLocalnet({ demo: true, startTime, programs });
  const { demo } = localnet;
  if (!demo) throw new Error("the network has no pool");
  const operator = operatorOf(localnet, demo);
  if (metadata.length > 0) {
    await operator.createTokenMetadata({ name: "Truestake SOL", symbol: "tSOL", uri: "" });
  }
  await passEpochs(localnet, operator, epochs - ofSteward);
  const steward = hasSteward ? await StewardedDemo.over(localnet, operator) : undefined;
  const burner = localnet.key("burner");
  localnet.chain.airdropNow(burner.publicKey, 1_000n * SOL);
  const served = await servePage({
    ...{ folder, port },
    deployed: { pools: [{ mint: demo.mint, genesis: await localnet.call("getGenesisHash"), rpc: [localnet.url] }] },
    burner: { script: await buildBurner(), settings: { secretKeys: [[...burner.secretKey]] } },
  });
  console.log(
    `page        ${served.url}\nJSON-RPC    ${localnet.url}\ntoken       ${demo.mint}\nwallet      Burner, 1,000 SOL`,
  );
  console.log("\nEnter passes an epoch; Ctrl-C ends it");
  // What a keeper does, as soon as it is due.
  const tell = (error: Error) => {
    if (!isError(error, "NodeUnreachable")) console.error(`keeper: ${error.message}`);
  };
  const crank = () => operator.crank().catch(tell);
  let running: Promise<unknown> = Promise.resolve();
  const turn = () => {
    running = running.then(crank);
  };
  const timer = setInterval(turn, KEEPER_INTERVAL);
  const lines = readline.createInterface({ input: process.stdin });
  lines.on("line", () => {
    const pass = () => (steward ? steward.live() : liveEpoch(localnet, operator));
    running = running.then(pass).catch(tell).then(crank);
    console.log("an epoch passes");
  });
  await until(served);
  clearInterval(timer);
  lines.close();
  await running;
  await localnet.close();
}

async function elsewhere(folder: string, port: number, url: string, mint: string, genesis: string): Promise<void> {
  const served = await servePage({ folder, port, deployed: { pools: [{ mint, genesis, rpc: [url] }] } });
  console.log(`page        ${served.url}\nJSON-RPC    ${url}\ntoken       ${mint}\n\nCtrl-C ends it`);
  await until(served);
}

async function genesisOf(url: string): Promise<string> {
  try {
    return await new Connection(url, { disableRetryOnRateLimit: true }).getGenesisHash();
  } catch (error) {
    throw new Error(`no node answers at ${url}`, { cause: error });
  }
}

async function until(served: Served): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await served.close();
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") return console.log(HELP);
  const { port, epochs, hasSteward, elsewhere: other } = options;
  await checkPort(port);
  const genesis = other && (await genesisOf(other.url));
  const folder = path.join(root, "target/web");
  console.log(`building the page into ${path.relative(process.cwd(), folder)}`);
  await buildPage(folder);
  if (other && genesis) await elsewhere(folder, port, other.url, other.mint, genesis);
  else await local(folder, port, epochs, hasSteward);
}

main().then(
  () => process.exit(),
  (error: Error) => {
    const isUsage = error instanceof UsageError;
    console.error(`error: ${error.message}${isUsage ? "\n\nnpm run web -- --help says more" : ""}`);
    process.exit(isUsage ? 2 : 1);
  },
);
