import type { Cell } from "../models/matrix";
import { nameOfViolation } from "../models/expectations";
import type { Place } from "../models/places/shownRows";
import { version } from "../version";
import type { Finding, PlacedStep } from "./finding";

/** What each kind of violation is, in one sentence. */
const rules: Readonly<Record<Finding["violation"]["kind"], string>> = {
  "use-after-free": "An object is used after it was freed.",
  "double-free": "An object is freed twice.",
  bug: "A BUG() or BUG_ON() of the kernel stops it.",
  "null-dereference": "A NULL pointer is followed.",
  "double-completion": "A request is completed twice.",
  hang: "A context sleeps and nobody is left to wake it.",
  deadlock: "Contexts wait for each other for ever.",
  livelock: "Contexts run in a circle that has no way out.",
  "sleep-in-atomic": "A context sleeps while it holds a spinlock or interrupts are off.",
  leak: "An object is never freed.",
};

/** A line of the document that a patch was read from. */
export interface DocumentLine {
  /** The document as it is to be named in the log, such as `media/corpus/001.txt`. */
  readonly document: string;
  readonly line: number;
}

/** What a log is made of. */
export interface SarifInput {
  readonly cells: readonly { readonly cell: Cell; readonly findings: readonly Finding[] }[];
  /** Which lines the results stand at; the other one is then the related location. */
  readonly at: "file" | "document";
  readonly documentLine: (place: Place) => DocumentLine | null;
  /** Whether somebody has written down that a cell fails so; such a result is suppressed. */
  readonly isKnown: (cell: Cell, finding: Finding) => boolean;
}

/**
 * A SARIF 2.1.0 log (OASIS, with errata 01) of the violations of some cells. A result stands at its line of C, its
 * code flow has a thread flow for each context, and its fingerprint names the cell and the violation, so that it
 * stays the same when lines move.
 */
export function sarifLog(input: SarifInput): object {
  const results = input.cells.flatMap(({ cell, findings }) =>
    findings.map((finding) => resultOf(cell, finding, input)),
  );
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))];
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Patch Archaeology",
            semanticVersion: version,
            rules: ids.map((id) => ({
              id,
              shortDescription: { text: rules[id] },
              defaultConfiguration: { level: "error" },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: results.map((result) => ({ ...result, ruleIndex: ids.indexOf(result.ruleId) })),
      },
    ],
  };
}

function resultOf(cell: Cell, finding: Finding, input: SarifInput) {
  const { violation, place, file, story } = finding;
  const { kind, object, contextId, function: name, schedule } = violation;
  const elsewhere = file !== null && file !== place?.path ? ` of ${file}` : "";
  const where = name === "" ? "" : ` in ${name}()${elsewhere}`;
  const text = `${kind}: ${object}, by ${contextId}${where}, on ${cell.revision} in scenario ${cell.scenario}. Replay: ${schedule}`;
  const inDocument = place && input.documentLine(place);
  const lines = [
    ...(place ? [fileLocation(place)] : file === null ? [] : [{ artifactLocation: { uri: file } }]),
    ...(inDocument
      ? [
          {
            artifactLocation: { uri: uriOf(inDocument.document) },
            region: { startLine: inDocument.line },
          },
        ]
      : []),
  ];
  const [first, other] = input.at === "file" ? lines : lines.reverse();
  return {
    ruleId: kind,
    level: "error",
    message: { text },
    locations: [
      {
        ...(first && { physicalLocation: first }),
        logicalLocations: [{ name: name === "" ? contextId : name, kind: "function" }],
      },
    ],
    ...(other && { relatedLocations: [{ id: 1, physicalLocation: other }] }),
    codeFlows: [{ message: { text: schedule }, threadFlows: threadFlowsOf(story) }],
    partialFingerprints: {
      "violation/v1": [cell.revision, cell.scenario, nameOfViolation(violation), name].join("/"),
    },
    ...(input.isKnown(cell, finding) && {
      suppressions: [{ kind: "external", justification: "known to fail, says the file of expectations" }],
    }),
    properties: { revision: cell.revision, scenario: cell.scenario, schedule },
  };
}

/** One thread flow for each context that takes part; `executionOrder` is the number of the step. */
function threadFlowsOf(story: readonly PlacedStep[]): readonly object[] {
  const contexts = [...new Set(story.map(({ contextId }) => contextId))];
  return contexts.map((id) => ({
    id,
    message: { text: id },
    locations: story
      .filter(({ contextId }) => contextId === id)
      .map((step) => ({
        location: {
          ...(step.place && { physicalLocation: fileLocation(step.place) }),
          logicalLocations: [{ name: step.function, kind: "function" }],
          message: { text: `${step.cText} (${step.text})` },
        },
        executionOrder: step.n,
        nestingLevel: Math.max(0, step.stack.length - 1),
        ...(step.violation !== undefined && { importance: "essential" }),
      })),
  }));
}

function fileLocation({ path, line }: Place): object {
  return { artifactLocation: { uri: uriOf(path) }, region: { startLine: line } };
}

/** A path as a relative URI reference (RFC 3986). */
function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
