import { nearest } from "../nearest";

/** How an execution ended, as far as lessons speak of it; an outcome of the explorer has these and more. */
export interface Ended {
  readonly violations: readonly {
    readonly kind: string;
    readonly object: string;
    readonly context: string;
  }[];
  /** Errno by name, or a number; null if the call never returned. */
  readonly returned: string | number | null;
  readonly events: readonly (string | number)[];
  readonly remarks: readonly string[];
}

/** A predicate on how an execution ended. */
export type Ending =
  /** A violation of this kind; of this object and by this context, where they are said. */
  | { readonly kind: "violation"; readonly words: readonly [kind: string, object?: string, context?: string] }
  /** No violation at all. */
  | { readonly kind: "clean" }
  /** Any violation. */
  | { readonly kind: "anything" }
  | { readonly kind: "event"; readonly value: string }
  | { readonly kind: "returned"; readonly value: string }
  | { readonly kind: "remark"; readonly value: string };

/** Kinds of violation, as the `explore` command names them. */
const violationKinds = [
  "use-after-free",
  "double-free",
  "bug",
  "null-dereference",
  "double-completion",
  "hang",
  "deadlock",
  "livelock",
  "sleep-in-atomic",
  "leak",
];

/** Reads an ending from its words, such as `use-after-free dio bio`, `event -EFAULT` or `clean`; a sentence if it is none. */
export function readEnding(words: readonly string[]): Ending | string {
  const [kind = "", first, second, ...rest] = words;
  if (rest.length > 0) return `"${words.join(" ")}" has more words than an ending can have.`;
  if (kind === "clean" || kind === "anything")
    return first === undefined ? { kind } : `"${kind}" stands alone, without "${first}".`;
  if (kind === "event" || kind === "returned" || kind === "remark") {
    if (first === undefined || second !== undefined) return `"${kind}" is followed by one value.`;
    return { kind, value: first };
  }
  if (!violationKinds.includes(kind)) {
    const kinds = ["clean", "anything", "event", "returned", "remark", ...violationKinds];
    const near = nearest(kind, kinds);
    return `"${kind}" is no ending; ${near === null ? `there are ${kinds.join(", ")}` : `the nearest is "${near}"`}.`;
  }
  if (first === undefined) return { kind: "violation", words: [kind] };
  return { kind: "violation", words: second === undefined ? [kind, first] : [kind, first, second] };
}

/** Whether an execution ended so. */
export function hasEnding(ended: Ended, ending: Ending): boolean {
  switch (ending.kind) {
    case "clean":
      return ended.violations.length === 0;
    case "anything":
      return ended.violations.length > 0;
    case "event":
      return ended.events.some((event) => String(event) === ending.value);
    case "returned":
      return String(ended.returned) === ending.value;
    case "remark":
      return ended.remarks.includes(ending.value);
    case "violation": {
      const [kind, object, context] = ending.words;
      return ended.violations.some(
        (violation) =>
          violation.kind === kind &&
          (object === undefined || violation.object === object) &&
          (context === undefined || violation.context === context),
      );
    }
  }
}

/** The endings that an execution has, as a lesson writes them. */
export function endingsIn({ violations, events, returned, remarks }: Ended): readonly string[] {
  return [
    ...(violations.length === 0 ? ["clean"] : []),
    ...violations.map(({ kind, object, context }) => [kind, object, context].filter(Boolean).join(" ")),
    ...events.map((event) => `event ${event}`),
    ...(returned === null ? [] : [`returned ${returned}`]),
    ...remarks.map((remark) => `remark ${remark}`),
  ];
}

/** An ending in words for a sentence. */
export function endingText(ending: Ending): string {
  switch (ending.kind) {
    case "clean":
      return "no violation";
    case "anything":
      return "a violation";
    case "event":
      return `an event ${ending.value}`;
    case "returned":
      return `a return value ${ending.value}`;
    case "remark":
      return ending.value;
    case "violation": {
      const [kind, object, context] = ending.words;
      return `${kind}${object === undefined ? "" : ` of the ${object}`}${context === undefined ? "" : ` by the ${context}`}`;
    }
  }
}
