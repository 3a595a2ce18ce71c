// Loaded into a keeper's process before all else: its clock and its timers go as slowly as the soak says, so that a machine which
// is busy is nothing but a slower world. The keeper itself knows nothing of it.
const timers = require("node:timers/promises");

const real = { now: Date.now, after: globalThis.setTimeout, wait: timers.setTimeout };
let [factor, since, shown] = [1, real.now(), real.now()];
const now = () => shown + (real.now() - since) / factor;

Date.now = () => Math.floor(now());
globalThis.setTimeout = (run, milliseconds = 0, ...more) => real.after(run, milliseconds * factor, ...more);
timers.setTimeout = (milliseconds = 0, ...more) => real.wait(milliseconds * factor, ...more);

process.on("message", (told) => {
  [shown, since, factor] = [now(), real.now(), told.factor];
});
// Whose soak was killed is not left behind.
process.once("disconnect", () => process.exit(1));
// Being told keeps no process alive.
process.channel?.unref();
