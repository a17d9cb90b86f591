import type { FinalView, Observation, Violation } from "../kernel";
import type { Environment } from "./environment";
import { errnoOr } from "../errno";

/** Memory that the request took and nobody gave back; each struct once. It is told of the context that took it. */
function leaks(view: FinalView): Violation[] {
  const structs = new Set(view.allocated().map((handle) => handle.$object.struct));
  return [...structs].map((object) => ({
    kind: "leak",
    object,
    context: "submitter",
    contextId: "submitter",
    function: "",
    cText: "",
  }));
}

function remarks(env: Environment, view: FinalView): string[] {
  const { eventBeforeSize, bufferedFallback } = env.inode;
  return [
    ...(view.read(eventBeforeSize) ? ["event-before-i_size"] : []),
    ...(view.read(bufferedFallback) ? ["buffered-fallback"] : []),
  ];
}

/** What is wrong without being a violation; nobody compares two executions by it. */
function notes(env: Environment, view: FinalView): string[] {
  // "winning can mean have a copy of the page in page cache older than the copy on disk" (seed 004 line 32).
  if (!view.read(env.inode.stalePage)) return [];
  return [
    "a page of the range stayed in the page cache when its invalidation failed: it can be older than the disk",
  ];
}

/** What a person would compare two executions by (the fields of the `explore` contract). */
export function observe(env: Environment, view: FinalView): Observation {
  const { inode, ctx } = env;
  const endIo = view.log(inode.endIo);
  const calls = endIo.flatMap((offset, n) => (n % 2 === 0 ? [{ offset, bytes: endIo[n + 1] ?? 0 }] : []));
  return {
    violations: view.complete ? leaks(view) : [],
    returned: view.read(inode.hasReturned) ? errnoOr(view.read(inode.returned)) : null,
    events: view.log(ctx.events).map(errnoOr),
    remarks: remarks(env, view),
    endIo: calls,
    notes: notes(env, view),
  };
}
