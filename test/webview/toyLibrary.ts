import type { Library } from "../../src/host/worker/library";
import type { Kernel, Program } from "../../src/kernel";
import { callable, integer, pointer, spinlock, struct, World } from "../../src/kernel";
import type { Setup } from "../../src/protocol";

const Box = struct("box", { lock: spinlock(), users: integer(2), next: pointer<unknown>("box") });

/**
 * Two contexts put a box that has two users. On `careless` both look at the count without the lock, so
 * that both may free it; on `careful` they hold the lock.
 */
function putTwice(careful: boolean): Program {
  const world = new World();
  const holder = world.object(Box, "holder", { users: 0 });
  const [box] = world.pool(Box, "task", 1, { users: 2 });
  if (!box) throw new Error("The pool is empty.");
  const table = callable({
    *put(k: Kernel) {
      if (careful) yield* k.spin_lock(holder.lock, "spin_lock(&holder->lock);");
      const l = k.locals({ users: 0 });
      l.users = yield* k.read(box.users, "users = box->users;");
      yield* k.write(box.users, l.users - 1, "box->users = users - 1;");
      if (l.users === 1) yield* k.kfree(box, "kfree(box);");
      if (careful) yield* k.spin_unlock(holder.lock, "spin_unlock(&holder->lock);");
    },
    *main(k: Kernel) {
      yield* k.kmalloc(Box, "box = kmalloc(sizeof(*box), GFP_KERNEL);");
      yield* k.write(holder.next, box, "holder->next = box;");
      yield* k.raise("irq", "request_irq(irq);");
      yield* this.put(k);
    },
  });
  return {
    name: "put twice",
    world,
    contexts: [
      { id: "task", short: "t", class: "task", kind: "task", cpu: 0, body: (k) => table.main(k) },
      { id: "irq", short: "i", class: "irq", kind: "interrupt", cpu: 1, body: (k) => table.put(k) },
    ],
    observe: (view) => ({
      returned: 0,
      events: [],
      violations: view.allocated().map(() => ({
        kind: "leak",
        object: "box",
        context: "task",
        contextId: "task",
        function: "",
        cText: "",
      })),
    }),
  };
}

/** A library of one scenario and two revisions over a toy program. */
export const toyLibrary: Library = {
  catalogue: () => ({
    scenarios: [
      { id: "put", title: "Two contexts put a box", group: "Toys", revisions: ["careless", "careful"] },
    ],
    revisions: ["careless", "careful"].map((id) => ({ id, title: id, group: "", hunks: [] })),
  }),
  program: ({ scenario, revision }: Setup) => {
    if (scenario !== "put") throw new Error(`There is no scenario "${scenario}".`);
    return putTwice(revision === "careful");
  },
  leftOut: () => [],
  versions: "toy 1",
  scenarioFile: ({ scenario }) => ({ id: scenario }),
  readScenario: (json) => {
    if (typeof json !== "object" || json === null || !("id" in json)) throw new Error("This is no scenario.");
    return { scenario: String(json.id), custom: null };
  },
  findings: () => [],
  origins: () => ({}),
  knownFindings: [],
  seriesOf: () => "toys",
};
