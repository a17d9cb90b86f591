import ts from "typescript";

/** A fault that can be switched on: two neighbouring steps of a block in the other order, or one step left out. */
export interface Fault {
  readonly id: number;
  /** The function of the kernel; null for what runs in the frame of several. */
  readonly function: string | null;
  readonly kind: "exchange" | "drop";
  /** The steps that it concerns. */
  readonly units: readonly Unit[];
}

/** A step with what belongs to it: what depends on its result and takes no step itself. */
export interface Unit {
  /** Characters of its source. */
  readonly length: number;
  /** What stands in it: C texts, and `> name` for calls. */
  readonly names: ReadonlySet<string>;
}

/** A source with a switch for each fault, as `faultOfModels.at(id)`. */
export interface Instrumented {
  readonly code: string;
  readonly faults: readonly Fault[];
}

/** Texts and calls of every function of a file that runs in the frame of another, by name. */
export type Helpers = ReadonlyMap<string, ReadonlySet<string>>;

function takesStep(node: ts.Node): boolean {
  if (ts.isYieldExpression(node)) return true;
  return ts.forEachChild(node, (child) => takesStep(child) || undefined) ?? false;
}

/** The string constants of a file: C texts that several steps share have a name. */
function constantsOf(source: ts.SourceFile): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteralLike(node.initializer))
      constants.set(`${String(scopeOf(node))} ${node.name.getText()}`, node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return constants;
}

/** Position of the function around a node: constants of two functions may have one name. */
function scopeOf(node: ts.Node): number {
  const parent = ts.findAncestor(node.parent, (around) => isBody(around));
  return parent?.pos ?? -1;
}

function isBody(node: ts.Node): node is ts.MethodDeclaration | ts.FunctionDeclaration {
  return (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) && node.asteriskToken !== undefined;
}

/** The C texts that stand in some nodes and the names of what they call; calls of helpers give what is in the helper. */
function namesIn(
  nodes: readonly ts.Node[],
  constants: ReadonlyMap<string, string>,
  helpers: Helpers,
): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) names.add(node.text);
    if (ts.isIdentifier(node)) {
      const text = constants.get(`${String(scopeOf(node))} ${node.text}`);
      if (text !== undefined) names.add(text);
    }
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      if (ts.isPropertyAccessExpression(expression)) names.add(`> ${expression.name.text}`);
      else if (ts.isIdentifier(expression))
        for (const name of helpers.get(expression.text) ?? []) names.add(name);
    }
    ts.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return names;
}

const parse = (name: string, text: string): ts.SourceFile =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);

/** The helpers of some sources; `known` are those of the sources that they import. */
export function helpersOf(name: string, text: string, known: Helpers): Helpers {
  const source = parse(name, text);
  const constants = constantsOf(source);
  const helpers = new Map(known);
  for (const statement of source.statements)
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body)
      helpers.set(statement.name.text, namesIn([statement.body], constants, helpers));
  return helpers;
}

/** Whether a statement is what a step without effect before it speaks of: both stand for one line of C. */
function isOneLine(before: readonly ts.Statement[], statement: ts.Statement): boolean {
  const line = /^yield\* k\.local\(\s*"(.*?)",?\s*\);$/s.exec(before.at(-1)?.getText() ?? "")?.[1];
  if (line === undefined) return false;
  const callee = /\bthis\.(\w+)\(/.exec(statement.getText())?.[1];
  return (
    (line.startsWith("if (") && ts.isIfStatement(statement)) ||
    (callee !== undefined && line.includes(`${callee}(`))
  );
}

/** The statements of a block as steps in order, with what comes before the first and after the last. */
function unitsOf(block: ts.Block): {
  readonly head: readonly ts.Statement[];
  readonly units: readonly (readonly ts.Statement[])[];
  readonly tail: readonly ts.Statement[];
} {
  const head: ts.Statement[] = [];
  const units: ts.Statement[][] = [];
  const tail: ts.Statement[] = [];
  for (const statement of block.statements) {
    const isText =
      ts.isVariableStatement(statement) &&
      statement.declarationList.declarations.every(
        ({ initializer }) => initializer && ts.isStringLiteralLike(initializer),
      );
    const last = units.at(-1);
    if (takesStep(statement) && last !== undefined && isOneLine(last, statement)) last.push(statement);
    else if (takesStep(statement)) units.push([statement]);
    else if (isText || last === undefined) head.push(statement);
    else if (ts.isReturnStatement(statement)) tail.push(statement);
    else last.push(statement);
  }
  return { head, units, tail };
}

/** Makes every step in the generator functions of a source exchangeable with its neighbour, and one to be left out. */
export function instrument(name: string, text: string, helpers: Helpers, firstId: number): Instrumented {
  const source = parse(name, text);
  const constants = constantsOf(source);
  const faults: Fault[] = [];
  const unitOf = (statements: readonly ts.Statement[]): Unit => ({
    length: statements.reduce((sum, statement) => sum + statement.getWidth(source), 0),
    names: namesIn(statements, constants, helpers),
  });

  const blockText = (block: ts.Block, around: string | null): string => {
    const { head, units, tail } = unitsOf(block);
    const fault = (
      kind: Fault["kind"],
      of: readonly (readonly ts.Statement[])[],
      order: typeof of,
    ): string => {
      const id = firstId + faults.length;
      faults.push({ id, function: around, kind, units: of.map(unitOf) });
      return `if (globalThis.faultOfModels.at(${String(id)})) {${order.flat().map(plain).join("")}} else `;
    };
    const faulty = units.flatMap((unit, n) => {
      const [before, after] = [units.slice(0, n), units.slice(n + 1)];
      const next = after[0];
      const drop = fault("drop", [unit], [...before, ...after]);
      return next === undefined
        ? [drop]
        : [drop, fault("exchange", [unit, next], [...before, next, unit, ...after.slice(1)])];
    });
    const usual = units.flat().map((statement) => within(statement, around));
    const body = `${faulty.join("")}{${usual.join("")}}`;
    return `{${head.map((node) => within(node, around)).join("")}\n${body}\n${tail.map((node) => within(node, around)).join("")}}`;
  };

  /** The text of a node with another text for each block in it; what a statement declares is seen after it. */
  const rewritten = (node: ts.Node, textOf: (block: ts.Block) => string): string => {
    let out = "";
    let from = node.getFullStart();
    const visit = (child: ts.Node): void => {
      if (ts.isBlock(child)) {
        out += source.text.slice(from, child.getStart(source)) + textOf(child);
        from = child.end;
      } else ts.forEachChild(child, visit);
    };
    ts.forEachChild(node, visit);
    out += source.text.slice(from, node.end);
    if (!ts.isVariableStatement(node)) return out;
    const start = node.getStart(source) - node.getFullStart();
    return `${out.slice(0, start)}${out.slice(start).replace(/^(?:const|let)\b/, "var")}`;
  };

  /** A statement as it is, but for a count of its loops: an exchange can make one that does not end. */
  const plain = (node: ts.Node): string => rewritten(node, plainBlock);
  const plainBlock = (block: ts.Block): string => {
    const count = ts.isIterationStatement(block.parent, false) ? "globalThis.faultOfModels.count();" : "";
    return `{${count}${block.statements.map(plain).join("")}}`;
  };

  const within = (node: ts.Node, around: string | null): string =>
    rewritten(node, (block) => blockText(block, around));

  let code = "";
  let from = 0;
  const visit = (node: ts.Node): void => {
    if (isBody(node) && node.body) {
      const around = ts.isMethodDeclaration(node) ? node.name.getText(source) : null;
      code += source.text.slice(from, node.body.getStart(source)) + blockText(node.body, around);
      from = node.body.end;
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return { code: code + source.text.slice(from), faults };
}
