// The steward's arithmetic in bigint: a file for each module of crates/steward-math.
export * from "./bond";
export * from "./commission";
export * from "./liability";
export * from "./note";
export * from "./pledge";
export * from "./quality";
export * from "./vote";
