/** Functions between a step and `Run`, mostly: the step's own layers and the function of the model. */
const NEAR = 6;
/** Enough for any nesting of generators in a model; engines stop at ten functions by default. */
const FAR = 64;

/** The method of `Run` that resumes a context's code; it bounds the part of a call stack that belongs to the code. */
const RESUME = "resumeContext";

/** One function on V8's call stack (https://v8.dev/docs/stack-trace-api), as far as it is used here. */
interface CallSite {
  getFunctionName(): string | null;
  getScriptNameOrSourceURL(): string | null;
  getPosition(): number;
}

/** What engines let one set about call stacks; other engines than V8 ignore it. */
interface StackSettings {
  stackTraceLimit?: number;
  prepareStackTrace?: ((error: Error, sites: readonly CallSite[]) => unknown) | undefined;
  captureStackTrace?: (holder: object, caller: unknown) => void;
}

const numbers = new Map<string, number>();

/**
 * Numbers the places of the code that yield, from 1, so that two of them are told apart also when they have the same text:
 * by the source positions of all functions between `Run` and `caller`, a function that takes part in the step. On V8
 * positions are read directly, as a formatted stack costs ten times as much; elsewhere the formatted one is compared.
 */
export function placeInCode(caller: unknown): number {
  const place = positionsBehind(caller, NEAR) ?? positionsBehind(caller, FAR) ?? "";
  const known = numbers.get(place);
  if (known !== undefined) return known;
  numbers.set(place, numbers.size + 1);
  return numbers.size;
}

/** Undefined if there are more functions than `depth`. */
function positionsBehind(caller: unknown, depth: number): string | undefined {
  const settings = Error as StackSettings;
  const { stackTraceLimit, prepareStackTrace } = settings;
  const holder: { stack?: string | undefined } = {};
  settings.stackTraceLimit = depth;
  settings.prepareStackTrace = (_error, sites) => positions(sites, depth);
  // Its cost grows with the depth, so it begins where the functions of the step end.
  if (settings.captureStackTrace) settings.captureStackTrace(holder, caller);
  else holder.stack = new Error().stack;
  const { stack } = holder;
  settings.prepareStackTrace = prepareStackTrace;
  if (stackTraceLimit !== undefined) settings.stackTraceLimit = stackTraceLimit;
  const end = stack?.indexOf(RESUME) ?? -1;
  return end < 0 ? stack : stack?.slice(0, stack.lastIndexOf("\n", end));
}

function positions(sites: readonly CallSite[], depth: number): string | undefined {
  let places = "";
  let script = "";
  for (const site of sites) {
    if (site.getFunctionName() === RESUME) return places;
    const name = site.getScriptNameOrSourceURL() ?? "";
    if (name !== script) places += script = name;
    places += `:${site.getPosition()}`;
  }
  return sites.length < depth ? places : undefined;
}
