import type { ComponentChildren } from "preact";
import type { ListedRow } from "../worker/protocol";

/** A column of the list of validators, beside their addresses. */
export interface Column {
  key: string;
  title: string;
  isNumber: boolean;
  /** What its rows are sorted by; undefined where it cannot be sorted. */
  by?: (row: ListedRow) => bigint | string;
  cell(row: ListedRow): ComponentChildren;
}
