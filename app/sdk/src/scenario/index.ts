// What would become of a pool if: pure functions over a state that was read once, on the arithmetic of the program.
export * from "./hash";
export { type Random, randomOf } from "./random";
export * from "./scenario";
export * from "./series";
export * from "./state";
