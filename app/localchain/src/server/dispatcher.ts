import type { Node } from "../node/node";
import { OWN_METHODS } from "../own";
import { METHODS } from "../rpc";
import { REFUSED } from "../rpc/refused";
import { internalError, invalidRequest, methodNotFound, parseError, RpcError } from "./errors";
import { parseJson, writeJson } from "./json";
import { Params } from "./params";

/** Answers one method by name; where it comes from does not matter. */
export type Answer = (method: string, params: Params) => unknown;

export function answerer(node: Node): Answer {
  return (method, params) => {
    const answer = own(METHODS, method) ?? own(OWN_METHODS, method);
    if (!answer) throw refusal(method);
    return answer(node, params);
  };
}

/** Why a method is not answered. */
export function refusal(method: string): RpcError {
  const why = own(REFUSED, method);
  if (why !== undefined) return methodNotFound(why);
  return methodNotFound(`the local network does not know ${method}`);
}

/** A JSON-RPC request, or several in a list, to what is answered; undefined when nothing is to be. */
export async function dispatch(text: string, answer: Answer): Promise<string | undefined> {
  let request: unknown;
  try {
    request = parseJson(text);
  } catch {
    return writeJson(failure(null, parseError()));
  }
  if (!Array.isArray(request)) {
    const response = await respond(request, answer);
    return response && writeJson(response);
  }
  if (request.length === 0) return writeJson(failure(null, invalidRequest()));
  const responses: unknown[] = [];
  for (const each of request) {
    const response = await respond(each, answer);
    if (response) responses.push(response);
  }
  return responses.length > 0 ? writeJson(responses) : undefined;
}

async function respond(request: unknown, answer: Answer): Promise<object | undefined> {
  if (typeof request !== "object" || request === null) return failure(null, invalidRequest());
  const { id = undefined, method, params, jsonrpc } = request as Record<string, unknown>;
  if (typeof method !== "string" || jsonrpc !== "2.0") return failure(id ?? null, invalidRequest());
  try {
    const result = await answer(method, Params.of(params));
    return id === undefined ? undefined : { jsonrpc: "2.0", result: result ?? null, id };
  } catch (error) {
    if (id === undefined) return undefined;
    if (error instanceof RpcError) return failure(id, error);
    return failure(id, internalError((error as Error).message ?? String(error)));
  }
}

function failure(id: unknown, { code, message, data }: RpcError) {
  return { jsonrpc: "2.0", error: { code, message, ...(data === undefined ? {} : { data }) }, id };
}

/** An entry of a table by name, and nothing that tables have by themselves. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
