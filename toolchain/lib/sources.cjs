// Has the workspace's own code use the packages' sources: their package.json name what is built, and nothing here waits for a build.
// Plain JavaScript, since tsconfig.json has ts-node load it before any TypeScript.
const Module = require("node:module");
const path = require("node:path");

const sources = path.join(__dirname, "../../app/sdk/src");
const entries = new Map([
  ["@truestake/cli", path.join(__dirname, "../../app/cli/src/index.ts")],
  ["@truestake/keeper", path.join(__dirname, "../../app/keeper/src/index.ts")],
  ["@truestake/localnet", path.join(__dirname, "../../app/localchain/src/index.ts")],
  ["@truestake/sdk", path.join(sources, "index.ts")],
  ["@truestake/sdk/actions", path.join(sources, "actions/index.ts")],
  ["@truestake/sdk/anchor", path.join(sources, "anchor.ts")],
  ["@truestake/sdk/hints", path.join(sources, "hints.ts")],
  ["@truestake/sdk/instructions", path.join(sources, "instructions/index.ts")],
  ["@truestake/sdk/math", path.join(sources, "math/index.ts")],
  ["@truestake/sdk/operators", path.join(sources, "operators.ts")],
  ["@truestake/sdk/quotes", path.join(sources, "quote/index.ts")],
  ["@truestake/sdk/scenario", path.join(sources, "scenario/index.ts")],
  ["@truestake/sdk/scores", path.join(sources, "scores/index.ts")],
  ["@truestake/sdk/statement", path.join(sources, "statement/index.ts")],
  ["@truestake/sdk/steward", path.join(sources, "steward/index.ts")],
  ["@truestake/sdk/validators", path.join(sources, "validators/index.ts")],
]);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return entries.get(request) ?? resolve.call(this, request, ...rest);
};
