import {
  type DefinedTypeNode,
  definedTypeNode,
  type EventNode,
  type RootNode,
  resolveNestedTypeNode,
} from "@codama/nodes";
import { rootNodeFromAnchor } from "@codama/nodes-from-anchor";
import { type Idl, withoutOthers } from "../lib/sdkIdl";

/** An event of the program: the bytes that it begins with, and its name in PascalCase. */
export interface KitEvent {
  name: string;
  discriminator: number[];
}

export const pascalCase = (name: string): string => name.replace(/^./, (first) => first.toUpperCase());

/** An event's fields as a type of their own: Codama knows events, and its renderer writes none. */
function typeOf({ name, data }: EventNode, docs: string[]): DefinedTypeNode {
  return definedTypeNode({ name, docs, type: resolveNestedTypeNode(data) });
}

/** Codama makes a type `XArgs` of each `X`: what an IDL calls so beside an `X` is `XTerms`. */
function withoutClashes(json: string): string {
  const names = new Set((JSON.parse(json) as Idl).types.map(({ name }) => name));
  const clashing = [...names].filter((name) => name.endsWith("Args") && names.has(name.replace(/Args$/, "")));
  return clashing.reduce((text, name) => text.replaceAll(`"${name}"`, `"${name.replace(/Args$/, "Terms")}"`), json);
}

/** What Codama makes of an IDL, with the events among the types; and the events. */
export function kitRoot(json: string): { root: RootNode; events: KitEvent[] } {
  const idl = withoutOthers(JSON.parse(withoutClashes(json)) as Idl);
  const root = rootNodeFromAnchor(idl as unknown as Parameters<typeof rootNodeFromAnchor>[0]);
  const docs = new Map(idl.types.map((type) => [type.name.toLowerCase(), type.docs ?? []]));
  const types = (root.program.events ?? []).map((event) => typeOf(event, docs.get(event.name.toLowerCase()) ?? []));
  const program = { ...root.program, definedTypes: [...root.program.definedTypes, ...types] };
  return { root: { ...root, program }, events: idl.events };
}
