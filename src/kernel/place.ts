/** Enough for any call depth of a model; engines stop at ten functions by default. */
const DEPTH = 64;

/** The method of the automaton that resumes a context's code; it bounds the part of a call stack that belongs to the code. */
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
}

/**
 * Tells apart the places of the code that yield, also when two of them have the same text: the source positions of all
 * functions between the automaton and the step. On V8 positions are read directly, as a formatted stack costs ten times as
 * much; elsewhere the formatted one is compared.
 */
export function placeInCode(): string {
  const settings = Error as StackSettings;
  const { stackTraceLimit, prepareStackTrace } = settings;
  settings.stackTraceLimit = DEPTH;
  settings.prepareStackTrace = (_error, sites) => positions(sites);
  const stack = new Error().stack ?? "";
  settings.prepareStackTrace = prepareStackTrace;
  if (stackTraceLimit !== undefined) settings.stackTraceLimit = stackTraceLimit;
  const end = stack.indexOf(RESUME);
  return end < 0 ? stack : stack.slice(0, stack.lastIndexOf("\n", end));
}

function positions(sites: readonly CallSite[]): string {
  let places = "";
  let script = "";
  for (const site of sites) {
    if (site.getFunctionName() === RESUME) break;
    const name = site.getScriptNameOrSourceURL() ?? "";
    if (name !== script) places += script = name;
    places += `:${site.getPosition()}`;
  }
  return places;
}
