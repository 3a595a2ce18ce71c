// Three keepers as processes, for many short epochs, in all that a network can do wrong; and what came of it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { fetchTickets, TicketStatus } from "@truestake/sdk";
import { burned, Ledger } from "../../src/ledger";
import { until } from "../stage";
import { bundleCli, KeeperProcess } from "./process";
import { Slowness } from "./slowness";
import { type Landing, SLOTS, type Weather, World } from "./world";

const SOL = 1_000_000_000n;
const KEEPERS = 3;
export const SLOT_MS = Number(process.env.TEST_SLOT_MS ?? 60);
/** Milliseconds between two looks at how busy the machine is. */
const MEASURE_EVERY = 200;
/** How many times longer than alone everything may take at last: time itself slows down with it, and so do these deadlines. */
const PATIENCE = 60;
/** No fault takes more than a twentieth of an epoch. */
const FAULT_SLOTS = Number(SLOTS / 20n);
/** Lamports of fees that each keeper may spend in an epoch. */
const BUDGET = 400_000n;
/** Where prices move: from nothing to five times of what keepers begin with. */
const HIGHEST_FLOOR = 20_000;
const FAULTS = ["cut", "lag", "429", "kill", "end", "close"] as const;
type Fault = (typeof FAULTS)[number];

interface Running {
  keypair: Keypair;
  process: KeeperProcess;
  folder: string;
  began: bigint;
  weather: Weather;
  fineFrom: bigint;
}

export interface Report {
  seed: number;
  epochs: number;
  /** Parts of an epoch until its price was there, sorted; 1 where it never came. */
  freshness: number[];
  landed: number;
  failed: number;
  /** Landed, the failed ones included, and no account but the payer's is another. */
  inVain: number;
  dropped: number;
  /** Lamports of fees in an epoch: all keepers, sorted. */
  fees: bigint[];
  /** The most that one keeper has spent in one epoch, and what it may. */
  mostSpent: bigint;
  budget: bigint;
  faults: Record<Fault, number>;
  starts: number;
  /** Lamports that a keeper's balance and its ledger differ by, summed up. */
  lostLamports: bigint;
  tickets: { ordered: number; unpaid: number };
  /** Epochs without a line in any keeper's history. */
  epochsWithoutLine: number;
  isBacked: boolean;
  exitCodes: (number | null)[];
  /** Lines of the logs with an address of a node. */
  leaks: number;
  /** How many times slower than alone a process has run at most: so much longer slots took then. */
  slowest: number;
}

function writeConfig(home: string, keypair: Keypair, payers: string[], mint: string, urls: string[]): string {
  fs.writeFileSync(path.join(home, "payer.json"), JSON.stringify([...keypair.secretKey]));
  const file = path.join(home, "keeper.toml");
  const endpoints = urls.map((url, at) => `[[endpoints]]\nname = "node-${at}"\nurl = "${url}/?key=secret"\n`);
  fs.writeFileSync(
    file,
    `cluster = "localnet"
keypair = "payer.json"
budget-lamports = ${BUDGET}
interval = "${5 * SLOT_MS}ms"
poll = "${SLOT_MS}ms"
timeout = "${20 * SLOT_MS}ms"
history = "history"

[fees]
first = 4000
factor = 5
most-lamports = 50000
patience = "${4 * SLOT_MS}ms"

[stagger]
slice = "${14 * SLOT_MS}ms"
keepers = ${JSON.stringify(payers)}

[[pools]]
mint = "${mint}"

${endpoints.join("\n")}`,
  );
  return file;
}

/** Runs so many epochs. */
export async function soak(
  epochs: number,
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<Report> {
  const world = await World.open(seed);
  const { random, chain } = world;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-soak-"));
  const cli = await bundleCli(folder);
  const keypairs = Array.from({ length: KEEPERS }, (_, at) => world.localnet.key(`soak ${at}`));
  const payers = keypairs.map(({ publicKey }) => publicKey.toBase58());
  const running: Running[] = [];
  let metronome: NodeJS.Timeout | undefined;
  let slowest = 1;
  try {
    for (const [at, keypair] of keypairs.entries()) {
      chain.airdropNow(keypair.publicKey, 10n * SOL);
      world.watch(keypair.publicKey);
      const home = path.join(folder, `keeper-${at}`);
      fs.mkdirSync(home);
      const one = { keypair, folder: path.join(home, "history"), began: chain.balance(keypair.publicKey) };
      const it: Running = { ...one, process: undefined as never, weather: "fine", fineFrom: 0n };
      // Each keeper has nodes of its own; its bad weather is at the first of them, or, cut off, at both.
      const [first, second] = [
        await world.node(() => it.weather),
        await world.node(() => (it.weather === "cut" ? "cut" : "fine")),
      ];
      it.process = new KeeperProcess(
        cli,
        home,
        writeConfig(home, keypair, payers, world.mint.toBase58(), [first.url, second.url]),
        [],
        [path.join(__dirname, "slowly.cjs")],
      );
      running.push(it);
    }
    return await live(running, { epochs, seed, say });
  } finally {
    clearInterval(metronome);
    await Promise.all(running.map((each) => each.process?.kill()));
    await world.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }

  async function live(
    keepers: Running[],
    of: { epochs: number; seed: number; say: (line: string) => void },
  ): Promise<Report> {
    const faults = Object.fromEntries(FAULTS.map((name) => [name, 0])) as Record<Fault, number>;
    // The first is for warming up.
    const first = chain.epoch + 2n;
    const last = first + BigInt(of.epochs);
    const operator = world.client("operator");
    const [alice, bob] = [world.client("alice"), world.client("bob")];
    let [ordered, busy, nextFloor] = [0, false, chain.slot];
    /** What happens in this epoch: the slot in it, and what. */
    let plan: { at: bigint; fault: Fault }[] = [];
    let planned = chain.epoch;
    /** Validators that are on their way to be closed, since when they are silent. */
    const silent = new Map<string, bigint>();
    /** Vote accounts that are closed: the pool still lists their validators. */
    const closed = new Set<string>();
    let [endsOnNext, isOver] = [false, false];
    const problems: string[] = [];
    const attempt = async (what: string, run: () => Promise<unknown>): Promise<void> => {
      await run().catch((error: Error) => problems.push(`${what}: ${error.message}`));
    };

    world.onTaking = () => {
      if (!endsOnNext) return;
      endsOnNext = false;
      faults.end++;
      // After this one has been taken: the rest of the pass is of another epoch.
      setImmediate(() => world.endEpoch());
    };

    /** What happened in this epoch, for whoever reads along. */
    let struck: string[] = [];
    const strike = (fault: Fault): void => {
      const at = Math.floor(random() * keepers.length);
      struck.push(`${fault} at slot ${world.offset}`);
      const one = keepers[at] as Running;
      if (fault === "end") {
        endsOnNext = true;
        return;
      }
      if (fault === "close") {
        void attempt("close", closeOne);
        return;
      }
      faults[fault]++;
      if (fault === "kill") {
        void one.process.kill().then(() => one.process.start());
        return;
      }
      one.weather = fault;
      one.fineFrom = chain.slot + BigInt(1 + Math.floor(random() * FAULT_SLOTS));
    };

    const isOutage = (fault: Fault): boolean => fault !== "end" && fault !== "close";
    const isStruck = (): boolean =>
      keepers.some(({ weather, process }) => weather !== "fine" || !process.isRunning || !process.isReady);

    const closeOne = async (): Promise<void> => {
      for (const [vote, since] of silent) {
        if (chain.epoch - since < 3n) continue;
        // At once: another call may come while the network closes it.
        silent.delete(vote);
        closed.add(vote);
        await world.localnet.call("localnet_closeValidator", { vote });
        faults.close++;
        return;
      }
      if (silent.size > 0) return;
      // One that is new takes the place of the one that goes.
      const made = await world.localnet.call<{ vote: string } | string>("localnet_createValidator", { commission: 5 });
      const vote = typeof made === "string" ? made : made.vote;
      const { validators } = await operator.snapshot();
      const open = validators.records().filter(({ vote }) => !closed.has(vote.toBase58()));
      await operator.addValidator({ vote: new PublicKey(vote), score: 100 });
      const gone = open[Math.floor(random() * open.length)];
      if (!gone || open.length < 3) return;
      await world.localnet.call("localnet_setVoting", { vote: gone.vote.toBase58(), votes: false });
      silent.set(gone.vote.toBase58(), chain.epoch);
    };

    /** Deposits and orders, once an epoch, while the price is fresh: people do not run cranks for keepers. */
    const use = async (): Promise<void> => {
      await alice.depositSol({ lamports: SOL + BigInt(Math.floor(random() * 5e9)) });
      if (!world.isFresh) return;
      await bob.orderUnstake({ tokens: SOL + BigInt(Math.floor(random() * 5e9)) });
      ordered++;
    };

    let usedEpoch = chain.epoch;
    const onSlot = (): void => {
      const { slot, epoch } = chain;
      if (isOver) {
        plan = [];
        endsOnNext = false;
        usedEpoch = epoch;
        // What happens between is known by now.
        const [quarter, moving] = [SLOTS / 4n, (9n * SLOTS) / 10n];
        if (world.offset > quarter && world.offset < moving) world.skip(moving - world.offset);
      }
      for (const one of keepers) if (slot >= one.fineFrom) one.weather = "fine";
      if (slot >= nextFloor) {
        world.floor = random() < 0.4 ? 0n : BigInt(Math.floor(random() * HIGHEST_FLOOR));
        nextFloor = slot + 20n + BigInt(Math.floor(random() * 60));
      }
      if (epoch !== planned) {
        planned = epoch;
        endsOnNext = false;
        plan = [];
        for (const fault of FAULTS) {
          // Some come at the epoch's turn, when they hurt most, and some at any time; mid-pass is after the moving part began.
          const at = random() < 0.5 ? random() * 12 : random() * Number(SLOTS - 20n);
          const moving = Number(SLOTS) * 0.88;
          if (random() < 0.35) plan.push({ at: BigInt(Math.floor(fault === "end" ? moving : at)), fault });
        }
        of.say(`${lineOf(epoch - first, of.epochs, world)}${struck.length > 0 ? `; ${struck.join(", ")}` : ""}`);
        struck = [];
      }
      const offset = world.offset;
      const due = plan.filter(({ at }) => at <= offset);
      plan = plan.filter(({ at }) => at > offset);
      for (const each of due) {
        // One at a time: what is to hit a keeper waits until the one before is over, and until who was killed is back.
        if (isOutage(each.fault) && isStruck()) plan.push(each);
        else strike(each.fault);
      }
      if (!busy && usedEpoch !== epoch && offset > SLOTS / 4n && world.isFresh) {
        usedEpoch = epoch;
        busy = true;
        void attempt("use", use).finally(() => {
          busy = false;
        });
      }
    };

    const slowness = new Slowness();
    const measure = (): void => {
      const pids = keepers.flatMap(({ process: { isRunning, pid } }) => (isRunning && pid !== undefined ? [pid] : []));
      const factor = slowness.of([process.pid, ...pids]);
      slowest = Math.max(slowest, factor);
      world.slowness = factor;
      // Those that have just been started, too.
      for (const { process } of keepers) process.tell({ factor });
    };
    metronome = setInterval(measure, MEASURE_EVERY);
    for (const { process } of keepers) process.start();
    await until("all keepers run", () => keepers.every(({ process }) => process.isReady), 60_000);
    world.start(SLOT_MS, onSlot);
    await until("the epochs", () => chain.epoch >= last, of.epochs * Number(SLOTS) * SLOT_MS * PATIENCE + 60_000);
    // What is under way comes to its end, in fine weather and without new orders.
    isOver = true;
    const ends = chain.epoch + 2n;
    const counted = world.epochs.filter(({ epoch }) => epoch >= first && epoch < last);
    await until("the last tickets", () => chain.epoch >= ends, 3 * Number(SLOTS) * SLOT_MS * PATIENCE + 60_000);
    const landings = world.landings.filter(({ epoch }) => epoch >= first && epoch < last);
    const codes = await Promise.all(keepers.map(({ process }) => process.stop()));
    for (const problem of problems) of.say(problem);
    for (const { failed, changed, names, epoch, offset, payer } of landings) {
      if (isInVain({ failed, changed }))
        of.say(
          `in vain: ${names.join("+")} of ${payer.slice(0, 4)}, epoch ${epoch - first}, slot ${offset}${failed ? ", failed" : ""}`,
        );
    }

    const tickets = await fetchTickets(chain.connection, {
      pool: operator.deployment.pool,
      status: TicketStatus.Queued,
    });
    const isOld = ({ orderedEpoch }: { orderedEpoch: bigint }) => orderedEpoch + 2n <= chain.epoch;
    const ledgers = keepers.map(({ keypair, folder }) => Ledger.read(folder, keypair.publicKey.toBase58()));
    const lost = keepers.reduce((sum, { keypair, began }, at) => {
      const costs = (ledgers[at] as Ledger).costs();
      const spent = began - chain.balance(keypair.publicKey);
      const difference = spent - burned(costs) - costs.returnable;
      return sum + (difference < 0n ? -difference : difference);
    }, 0n);
    const byEpoch = new Map<bigint, bigint>();
    const byKeeper = new Map<string, bigint>();
    for (const { epoch, fee, payer } of landings) {
      byEpoch.set(epoch, (byEpoch.get(epoch) ?? 0n) + fee);
      const key = `${payer} ${epoch}`;
      byKeeper.set(key, (byKeeper.get(key) ?? 0n) + fee);
    }
    const lines = new Set(
      keepers.flatMap(({ folder }) => {
        const file = path.join(folder, `${world.mint.toBase58()}.jsonl`);
        const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
        return [...text.matchAll(/"epoch":(\d+)/g)].map(([, epoch]) => BigInt(epoch ?? 0));
      }),
    );
    const big = (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b));
    return {
      ...{
        seed: of.seed,
        epochs: counted.length,
        dropped: world.dropped,
        faults,
        budget: BUDGET,
        exitCodes: codes,
        slowest,
      },
      freshness: counted
        .map(({ freshAfter }) => (freshAfter === undefined ? 1 : Number(freshAfter) / Number(SLOTS)))
        .sort((a, b) => a - b),
      landed: landings.length,
      failed: landings.filter(({ failed }) => failed).length,
      inVain: landings.filter(isInVain).length,
      fees: counted.map(({ epoch }) => byEpoch.get(epoch) ?? 0n).sort(big),
      mostSpent: [...byKeeper.values()].sort(big).at(-1) ?? 0n,
      starts: keepers.reduce((sum, { process }) => sum + process.starts, 0),
      lostLamports: lost,
      tickets: { ordered, unpaid: tickets.filter(isOld).length },
      epochsWithoutLine: counted.filter(({ epoch }) => !lines.has(epoch)).length,
      isBacked: (await operator.proofOfBacking()).ok,
      leaks: keepers.reduce(
        (sum, { process }) => sum + process.lines.filter((line) => /key=secret|127\.0\.0\.1/.test(line)).length,
        0,
      ),
    };
  }
}

const isInVain = ({ failed, changed }: Pick<Landing, "failed" | "changed">): boolean => failed || !changed;

function lineOf(done: bigint, all: number, { epochs, landings, floor, slowness }: World): string {
  const before = epochs.at(-2);
  const after = before?.freshAfter === undefined ? "never" : `${before.freshAfter} slots`;
  const landed = `${landings.length} landed, ${landings.filter(isInVain).length} in vain`;
  const time = `time ${slowness.toFixed(1)} times slower`;
  return `epoch ${done} of ${all}: the last was fresh after ${after}; ${landed}; floor ${floor}; ${time}`;
}

const quantile = <T>(sorted: readonly T[], part: number): T | undefined =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];

/** The report as a table. */
export function tableOf(report: Report): string {
  const { freshness, fees, faults } = report;
  const percent = (part: number | undefined) => `${(100 * (part ?? 0)).toFixed(1)} %`;
  const sol = (lamports: bigint | undefined) => `${(Number(lamports ?? 0n) / 1e9).toFixed(6)} SOL`;
  const rows: [string, string][] = [
    ["seed", String(report.seed)],
    ["epochs", String(report.epochs)],
    [
      "price there after, of an epoch",
      `half ${percent(quantile(freshness, 0.5))}, 95 of 100 ${percent(quantile(freshness, 0.95))}, all ${percent(freshness.at(-1))}`,
    ],
    ["landed transactions", `${report.landed}, ${(report.landed / report.epochs).toFixed(1)} in an epoch`],
    ["that changed nothing", `${report.inVain}, ${percent(report.inVain / report.landed)}; failed ${report.failed}`],
    ["dropped below the floor", String(report.dropped)],
    ["fees in an epoch, all keepers", `half ${sol(quantile(fees, 0.5))}, most ${sol(fees.at(-1))}`],
    ["most that one keeper spent", `${sol(report.mostSpent)} of ${sol(report.budget)}`],
    [
      "faults",
      Object.entries(faults)
        .map(([name, count]) => `${name} ${count}`)
        .join(", "),
    ],
    ["starts of three keepers", String(report.starts)],
    ["balances against ledgers", `${report.lostLamports} lamports off`],
    ["tickets", `${report.tickets.ordered} ordered, ${report.tickets.unpaid} left unpaid two epochs later`],
    ["epochs without a line of history", String(report.epochsWithoutLine)],
    ["backed", report.isBacked ? "yes" : "NO"],
    ["exit codes", report.exitCodes.join(", ")],
    ["node addresses in logs", String(report.leaks)],
    ["slowest time", `${report.slowest.toFixed(1)} times, while the machine was busy`],
  ];
  return ["| | |", "| --- | --- |", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");
}

/** In a short run each is more than 2 %; what is sent as an epoch ends lands in the next now and then, which nobody can prevent. */
const FEW_IN_VAIN = 2;

/** What must hold, and does not. */
export function faultsOf(report: Report): string[] {
  const { freshness, inVain, landed, mostSpent, budget, lostLamports, tickets } = report;
  const rules: [boolean, string][] = [
    [(freshness.at(-1) ?? 1) <= 0.1, "the price was not there within the first tenth of every epoch"],
    [inVain <= Math.max(FEW_IN_VAIN, 0.02 * landed), "more than 2 % of what landed changed nothing"],
    [mostSpent <= budget, "a keeper spent more than its budget"],
    [lostLamports === 0n, "a ledger does not say what was paid"],
    [tickets.unpaid === 0, "a ticket was forgotten"],
    [report.epochsWithoutLine === 0, "an epoch has no line in any history"],
    [report.isBacked, "the books are not backed"],
    [report.exitCodes.every((code) => code === 0), "a keeper did not end well"],
    [report.leaks === 0, "a log holds the address of a node"],
  ];
  return rules.filter(([holds]) => !holds).map(([, says]) => says);
}
