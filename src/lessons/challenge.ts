import { readEnding, type Ending } from "./ending";
import type { FieldReader } from "./fields";
import { endingIn, groundFields, groundIn, type Ground } from "./opening";

/** Something to do that the machine can check. */
export interface Challenge {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly task: Task;
  /** Its author knows that every execution wins it. */
  readonly anyOrder: boolean;
  /** How long it takes most people. */
  readonly minutes: number;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
}

/** What wins a challenge. */
export type Task =
  /** Any execution that ends so. */
  | { readonly kind: "reach"; readonly ground: Ground; readonly ending: Ending }
  /** An execution that ends so, while the same order of contexts passes on another revision. */
  | {
      readonly kind: "part";
      readonly ground: Ground;
      readonly ending: Ending;
      readonly passesOn: string;
    }
  /** Switch off one hunk (with those that go with it) and show an execution that ends so; the whole revision has none. */
  | { readonly kind: "switchOff"; readonly ground: Ground; readonly ending: Ending }
  /** Choose the code in which no execution ends in any of some ways. */
  | {
      readonly kind: "choose";
      readonly scenario: string;
      readonly choices: readonly Choice[];
      readonly never: readonly Ending[];
    };

/** One answer to choose. */
export interface Choice {
  readonly label: string;
  readonly revision: string;
  readonly without: readonly string[];
}

/** Fields of a challenge. */
export const challengeFields = [
  ...["challenge", "title", "minutes", "hints", ...groundFields],
  ...["reach", "passes-on", "switch-off", "wins", "choices", "never"],
] as const;

/** Minutes of a challenge that does not say. */
const usualMinutes = 5;

/** How many hints a challenge has. */
const grades = 3;

/** Reads a challenge from its fields. */
export function readChallenge(fields: FieldReader, line: number): Challenge {
  const id = fields.required("challenge");
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    fields.refuse(
      "challenge",
      `The name of a challenge is lower-case letters, digits and dashes, not "${id}".`,
    );
  const title = fields.required("title");
  const task = fields.has("choices") ? choiceIn(fields) : executionIn(fields);
  const minutes = fields.number("minutes") ?? usualMinutes;
  const hints = hintsIn(fields);
  const anyOrder =
    task.kind !== "choose" && fields.oneOf("wins", ["some-order", "any-order"]) === "any-order";
  return { id, title, line, task, anyOrder, minutes, hints };
}

/** Reads the hints, each of which has to say something else; a challenge can be played with others too. */
function hintsIn(fields: FieldReader): readonly string[] {
  const hints = fields.list("hints");
  if (hints.length !== grades && (hints.length > 0 || !fields.has("hints")))
    fields.remark("hints", `A challenge has three hints, each saying more; here are ${hints.length}.`);
  const bare = hints.map((hint) =>
    hint
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim(),
  );
  const twice = bare.findIndex((hint, n) => bare.indexOf(hint) < n);
  if (twice >= 0)
    fields.remark(
      "hints",
      `Hint ${twice + 1} says the same as hint ${bare.indexOf(bare[twice] ?? "") + 1}; each has to say more.`,
    );
  return hints;
}

function executionIn(fields: FieldReader): Task {
  const ground = groundIn(fields);
  // Without a goal there is nothing more to say of it.
  const ending =
    fields.required("reach") === "" ? ({ kind: "anything" } as const) : endingIn(fields, "reach", "");
  const passesOn = fields.optional("passes-on");
  if (passesOn !== null) return { kind: "part", ground, ending, passesOn };
  const switchOff = fields.oneOf("switch-off", ["nothing", "one-hunk"]);
  return { kind: switchOff === "one-hunk" ? "switchOff" : "reach", ground, ending };
}

/** A label, an arrow, and a revision with the hunks it lacks. */
const choice = /^(.+?) => ([\w-]+)((?: without \S+)*)$/;

function choiceIn(fields: FieldReader): Task {
  const choices = fields.list("choices").flatMap((text): Choice[] => {
    const [, label = "", revision = "", less = ""] = choice.exec(text) ?? [];
    if (label !== "")
      return [{ label, revision, without: less.split(" without ").filter((hunk) => hunk !== "") }];
    fields.refuse("choices", `A choice is written as "words => revision", not "${text}".`);
    return [];
  });
  const never = fields.list("never").flatMap((words): Ending[] => {
    const ending = readEnding(words.split(/\s+/));
    if (typeof ending !== "string") return [ending];
    fields.refuse("never", ending);
    return [];
  });
  if (never.length === 0 && fields.isSound)
    fields.refuse("never", 'A choice needs "never": endings that no execution may have.');
  return { kind: "choose", scenario: fields.required("scenario"), choices, never };
}
