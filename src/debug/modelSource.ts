/** Each revision's next older one, as far as its models are laid over it; `propogate` and `pgbusy` both follow `prop-base`. */
const older: Readonly<Record<string, string>> = {
  p1: "base",
  p2: "p1",
  p3: "p2",
  p4: "p3",
  p5: "p4",
  lock: "p5",
  "prop-base": "lock",
  propogate: "prop-base",
  pgbusy: "prop-base",
};

/** A place in the sources of the models. */
export interface ModelPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Where the models' own source has a statement of a function, as a revision runs it: in the layer of the nearest
 * revision that changes the function. Layers are files named for a revision or folders named `base`.
 */
export function findModel(
  sources: Readonly<Record<string, string>>,
  revision: string,
  name: string,
  cText: string,
): ModelPlace | null {
  const holders = Object.keys(sources).filter((file) => headOf(sources[file] ?? "", name) >= 0);
  for (let layer: string | undefined = revision; layer !== undefined; layer = older[layer] ?? baseOf(layer)) {
    const file = holders.find((holder) => layerOf(holder) === layer);
    if (file !== undefined) return placeIn(file, sources[file] ?? "", name, cText);
  }
  const [shared] = holders;
  return shared === undefined ? null : placeIn(shared, sources[shared] ?? "", name, cText);
}

/** What somebody only talked about stands on prop-base. */
function baseOf(layer: string): string | undefined {
  return layer.startsWith("whatif-") ? "prop-base" : undefined;
}

/** The revision that a file of models belongs to: `aio/propBase.ts` to prop-base, `aio/base/put.ts` to base. */
function layerOf(file: string): string {
  const [own = "", folder = ""] = file.split("/").reverse();
  return folder === "base"
    ? "base"
    : own.replace(/\.ts$/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Index of the line where a function begins; -1 if the text does not define it. */
function headOf(text: string, name: string): number {
  return text.split("\n").findIndex((line) => new RegExp(`^\\s*\\*${name}\\(`).test(line));
}

function placeIn(file: string, text: string, name: string, cText: string): ModelPlace {
  const lines = text.split("\n");
  const head = headOf(text, name);
  const next = lines.findIndex((line, n) => n > head && /^ {2}\*\w+\(/.test(line));
  const own = lines.slice(head, next < 0 ? undefined : next);
  const said = cText === "" ? -1 : own.findIndex((line) => line.includes(JSON.stringify(cText).slice(1, -1)));
  return { file, line: head + 1 + Math.max(0, said) };
}
