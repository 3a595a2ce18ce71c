import {
  type DefinedTypeNode,
  definedTypeNode,
  type EventNode,
  type RootNode,
  resolveNestedTypeNode,
} from "@codama/nodes";
import { rootNodeFromAnchor } from "@codama/nodes-from-anchor";

/** An event of the program: the bytes that it begins with, and its name in PascalCase. */
export interface KitEvent {
  name: string;
  discriminator: number[];
}

interface AnchorIdl {
  events?: KitEvent[];
  types?: { name: string; docs?: string[] }[];
}

/** An event's fields as a type of their own: Codama knows events, and its renderer writes none. */
function typeOf({ name, data }: EventNode, docs: string[]): DefinedTypeNode {
  return definedTypeNode({ name, docs, type: resolveNestedTypeNode(data) });
}

/** What Codama makes of an IDL, with the events among the types; and the events. */
export function kitRoot(json: string): { root: RootNode; events: KitEvent[] } {
  const idl = JSON.parse(json) as AnchorIdl;
  const root = rootNodeFromAnchor(JSON.parse(json));
  const docs = new Map((idl.types ?? []).map((type) => [type.name.toLowerCase(), type.docs ?? []]));
  const types = (root.program.events ?? []).map((event) => typeOf(event, docs.get(event.name.toLowerCase()) ?? []));
  const program = { ...root.program, definedTypes: [...root.program.definedTypes, ...types] };
  return { root: { ...root, program }, events: idl.events ?? [] };
}
