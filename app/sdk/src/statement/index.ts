// What a wallet did with a pool, from a node's history: for its holder's own books.
export { decimal, percent, sol, utc } from "../words";
export { statementCsv, whatInWords } from "./csv";
export { TOKEN_2022_PROGRAM_ID } from "./retelling";
export * from "./statement";
