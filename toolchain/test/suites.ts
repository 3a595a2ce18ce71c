import fs from "node:fs";
import path from "node:path";
import { root } from "../lib/paths";
import { type Counts, FAILED, NONE } from "./counts";
import { ENVIRONMENTS } from "./environments";
import type { Job } from "./lanes";
import { type MochaRun, mocha, type Progress } from "./mocha";
import { ended, type Output } from "./output";
import { rust } from "./rust";
import { SharedValidator } from "./validator";

/** A part of a suite, in a process of its own. */
export interface Part extends Job {
  /** Takes or waits long: is begun early, so that at the end both cores have work. */
  isLong?: boolean;
  run(output: Output, tell: (progress: Progress) => void): Promise<Counts>;
}

export interface Suite {
  name: string;
  /** What it runs: says so before it takes its time. */
  title: string;
  /** Whether the table of instructions × errors needs it. */
  isCovering?: boolean;
  /** Real time passes in it: the others yield to it. */
  isTimed?: boolean;
  /** What it waits for before it begins. */
  ready?: () => Promise<unknown>;
  parts: Part[];
}

export interface Choice {
  grep: string | undefined;
  /** Folder for what came of every instruction, one file per process. */
  coverage: string;
  /** Folder in which processes of the same suite leave what they tell each other. */
  shared: string;
  /** Has the validator, which may have to be built first. */
  validator(): Promise<unknown>;
  /** The folder of the page as it is published, built once for all that show it. */
  page(): Promise<string>;
}

const IN_PROCESS = ["unit", "flows", "attacks", "assumptions", "model", "steward"];
/** Those of a browser, each of whose files opens its own. */
const TIMED = ["web"];
/** Those that wait for processes, networks and clocks of theirs: what only computes comes after them, so that no processor waits too. */
const WAITING = ["cli", "keeper", "sdk"];
/** Files that take as long as the rest of their suite. */
const LONG = ["tests/unit/accounts.test.ts", "tests/flows/order.test.ts", "tests/steward/model/lives.test.ts"];
/** The random lives, which take as long as all other tests in process: shared out among so many processes. */
const LIVES = { file: "tests/model/model.test.ts", parts: 5 };
/** Whoever asks for other lives gets them in one process. */
const hasOwnLives = [process.env.TEST_SEQUENCES, process.env.TEST_PATH].some((value) => value !== undefined);
/** Neither rent nor the stake program's minimum matter to these. The unit tests among them have no chain at all. */
const SAME_ON_EVERY_CHAIN = [
  ...["accounts", "architecture", "changesets", "docs", "site"].map((name) => `tests/unit/${name}.test.ts`),
  ...["compute", "demo", "leverage", "order", "scale"].map((name) => `tests/flows/${name}.test.ts`),
  ...["borrowedTokens", "index", "largeRing", "search"].map((name) => `tests/attacks/${name}.test.ts`),
  ...["compute", "scale", "story"].map((name) => `tests/steward/${name}.test.ts`),
  "tests/steward/model/lives.test.ts",
  // How transactions are made, sent and found again, and what is read for them.
  ..."coder cost examples lookupTables messages nodes once order readme reads wallets steward/membership steward/races steward/silent"
    .split(" ")
    .map((name) => `app/sdk/test/${name}.test.ts`),
  ...["again", "asked", "errors", "others", "scale", "stewardOnLocalnet"].map((name) => `app/cli/test/${name}.test.ts`),
];
const OWN = "a validator of its own";
/** Tests that need that; the others share one. */
const OWN_VALIDATOR = ["demo", "loan", "localnet", "steward"].map((name) => `tests/validator/${name}.test.ts`);
const TIMEOUT = 600_000;
/** So many of these at once, since real time passes in them. */
const [BROWSERS, USERS_OF_A_VALIDATOR] = [2, 3];

function testFiles(folder: string): string[] {
  const whole = path.join(root, folder);
  if (!fs.existsSync(whole)) return [];
  const files = fs.readdirSync(whole, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
    .map((file) => path.join(folder, file))
    .sort();
}

function part(run: MochaRun, job: Omit<Part, "run"> = {}, begin = async (): Promise<NodeJS.ProcessEnv> => ({})): Part {
  return {
    ...job,
    run: async (output, tell) => mocha({ ...run, env: { ...run.env, ...(await begin()) } }, output, tell),
  };
}

/** What a file of tests is told that is known only when it begins: where the page is, if it shows that. */
async function told(file: string, { page }: Choice): Promise<NodeJS.ProcessEnv> {
  const showsPage = file.startsWith("app/web/") || file === "tests/validator/page.test.ts";
  return showsPage ? { TEST_PAGE: await page() } : {};
}

/** A folder of tests that run in process. */
function inProcess(name: string, folder: string, choice: Choice): Suite {
  const { grep, coverage, shared } = choice;
  const isTimed = TIMED.includes(name);
  const suite = { name, title: folder, isCovering: true, isTimed };
  const files = testFiles(folder);
  if (files.length === 0) return { ...suite, parts: [nothing(`${folder} holds no *.test.ts`)] };
  const parts: Part[] = [];
  const run = (files: string[], env: NodeJS.ProcessEnv = {}): MochaRun => {
    const file = path.join(coverage, `${name}-${parts.length}.json`);
    return { suite: name, files, grep, timeout: TIMEOUT, coverage: file, env };
  };
  const isApart = (file: string): boolean => isTimed || LONG.includes(file);
  for (const [index, file] of files.filter(isApart).entries()) {
    const job = isTimed ? { resource: `browser ${index % BROWSERS}` } : {};
    parts.push(part(run([file]), { isLong: true, ...job }, () => told(file, choice)));
  }
  if (files.includes(LIVES.file) && !hasOwnLives) {
    const env = { TEST_LIVES: shared };
    for (let number = 1; number <= LIVES.parts; number++) {
      parts.push(part(run([LIVES.file], { ...env, TEST_PART: `${number}/${LIVES.parts}` }), { isLong: true }));
    }
    parts.push(part(run([LIVES.file], { ...env, TEST_PART: `end/${LIVES.parts}` }), { after: [...parts] }));
  }
  const others = files.filter((file) => !isApart(file) && (file !== LIVES.file || hasOwnLives));
  if (others.length > 0) parts.push(part(run(others), { isLong: WAITING.includes(name) }));
  return { ...suite, parts };
}

function nothing(message: string): Part {
  return {
    run: async (output) => {
      output.problem(message);
      return FAILED;
    },
  };
}

/** What depends on the chain, once more on chains of other kinds; a few random lives too. */
function onOtherChains({ grep }: Choice): Suite[] {
  return ENVIRONMENTS.flatMap(({ name, variables, suites, without = [] }) =>
    suites.map((suite): Suite => {
      const folder = IN_PROCESS.includes(suite) ? `tests/${suite}` : `app/${suite}/test`;
      const left = [...SAME_ON_EVERY_CHAIN, ...without];
      const files = testFiles(folder).filter((file) => !left.includes(file));
      const env = { TEST_SEQUENCES: "20", ...variables };
      const run = { suite: `${suite}@${name}`, files, grep, timeout: TIMEOUT, env };
      const settings = Object.entries(variables).map(([variable, value]) => `${variable}=${value}`);
      const isLong = WAITING.includes(suite);
      return { name: run.suite, title: `${folder} with ${settings}`, parts: [part(run, { isLong })] };
    }),
  );
}

/** The SDK on a network that does all wrong that a network can. */
function chaos({ grep }: Choice): Suite {
  const run = { suite: "chaos", files: testFiles("tests/chaos"), grep, timeout: TIMEOUT };
  return {
    name: "chaos",
    title: "tests/chaos, the SDK through nodes that fail and lie",
    parts: [part(run, { isLong: true })],
  };
}

/** Keepers as processes, in real time: a minute and a half, longer on a busy machine. */
function soak({ grep }: Choice): Suite {
  const run = { suite: "soak", files: testFiles("tests/soak"), grep, timeout: TIMEOUT };
  const title = "tests/soak, three keepers in bad weather";
  return { name: "soak", title, isTimed: true, parts: [part(run, { isLong: true })] };
}

/** The packages as their users install them. */
function packaged({ grep }: Choice): Suite {
  const run = { suite: "package", files: testFiles("tests/package"), grep, timeout: TIMEOUT };
  return {
    name: "package",
    title: "tests/package, the packages as they are installed",
    parts: [part(run, { isLong: true })],
  };
}

/** Others' clients, by the IDL alone: two packages of Anchor and Python; half a minute. */
function clients({ grep }: Choice): Suite {
  const run = { suite: "clients", files: testFiles("tests/clients"), grep, timeout: TIMEOUT };
  return { name: "clients", title: "tests/clients, the clients of others", parts: [part(run)] };
}

/** What the documentation shows, run as it is; half a minute. */
function examples({ grep }: Choice): Suite {
  const run = { suite: "examples", files: testFiles("tests/examples"), grep, timeout: TIMEOUT };
  return { name: "examples", title: "examples/, on a local network", parts: [part(run)] };
}

/** One test: the committed artifacts are what the sources give. */
async function artifacts(output: Output): Promise<Counts> {
  const status = await ended(output.spawn(process.execPath, ["toolchain/run.mjs", "build", "--check"], { cwd: root }));
  return status === 0 ? { ...NONE, passed: 1 } : FAILED;
}

export function allSuites(choice: Choice): Suite[] {
  const listed = [
    ...LONG,
    ...SAME_ON_EVERY_CHAIN,
    ...OWN_VALIDATOR,
    ...ENVIRONMENTS.flatMap(({ without = [] }) => without),
  ];
  const gone = listed.filter((file) => !fs.existsSync(path.join(root, file)));
  if (gone.length > 0) throw new Error(`toolchain/test names files that are gone: ${gone.join(", ")}`);
  const apps = fs.readdirSync(path.join(root, "app")).sort();
  const tested = apps.filter((app) => testFiles(`app/${app}/test`).length > 0);
  const { grep } = choice;
  const suites: Suite[] = [
    ...IN_PROCESS.map((name) => inProcess(name, `tests/${name}`, choice)),
    ...tested.map((app) => inProcess(app, `app/${app}/test`, choice)),
    chaos(choice),
    packaged(choice),
    clients(choice),
    examples(choice),
    ...onOtherChains(choice),
    {
      name: "rust",
      title: "cargo test (the first time about 3 minutes more)",
      parts: [{ resource: "cargo", isLong: true, run: (output) => rust(grep, output) }],
    },
    {
      name: "artifacts",
      title: "committed artifacts (the first time about 6 minutes)",
      parts: [{ resource: "cargo", isLong: true, run: artifacts }],
    },
  ];
  const validator = onValidator(
    testFiles("tests/validator"),
    "validator",
    "tests/validator, on real validators",
    choice,
  );
  const keepers = soak(choice);
  const [timed, others] = [suites.filter(({ isTimed }) => isTimed), suites.filter(({ isTimed }) => !isTimed)];
  // The shared validator comes after the browsers, the keepers after the validators of one's own.
  const isOwn = ({ resource }: Part): boolean => resource === OWN;
  const shared = validator.parts.filter((part) => !isOwn(part));
  for (const part of shared) part.after = timed.flatMap(({ parts }) => parts);
  for (const part of keepers.parts) part.after = validator.parts.filter(isOwn);
  // What waits most begins first.
  return [...timed, validator, keepers, ...others];
}

function onValidator(files: string[], name: string, title: string, choice: Choice): Suite {
  const { grep, validator } = choice;
  const shared = new SharedValidator(files.filter((file) => !OWN_VALIDATOR.includes(file)).length);
  const parts = files.map((file, index): Part => {
    const isOwn = OWN_VALIDATOR.includes(file);
    const run: Part["run"] = async (output, tell) => {
      // It says why there is none.
      await validator();
      const env = await told(file, choice);
      const tests = { suite: name, files: [file], grep, timeout: TIMEOUT, env };
      if (isOwn) return mocha(tests, output, tell);
      return shared.use(output, (TEST_VALIDATOR) => mocha({ ...tests, env: { ...env, TEST_VALIDATOR } }, output, tell));
    };
    return { run, isLong: true, resource: isOwn ? OWN : `user ${index % USERS_OF_A_VALIDATOR}` };
  });
  return { name, title, isTimed: true, ready: validator, parts };
}

/** One file of tests as a suite of its own. */
export function fileSuite(file: string, choice: Choice): Suite {
  if (file.startsWith("tests/validator/")) return onValidator([file], file, "on a real validator", choice);
  const run = { suite: file, files: [file], grep: choice.grep, timeout: TIMEOUT };
  return { name: file, title: "alone", parts: [part(run)] };
}
