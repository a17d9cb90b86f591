import { scenarios, type Scenario } from "../../../src/models";
import { cellOf, type Cell } from "../../../src/models/matrix";

const cells = new Map<string, Cell>();

/** The scenario of the catalogue that has this id. */
export function scenarioNamed(id: string): Scenario {
  const scenario = scenarios.find((candidate) => candidate.id === id);
  if (scenario === undefined) throw new Error(`there is no scenario ${id}`);
  return scenario;
}

/** A cell of the matrix, explored when somebody asks for it first. */
export function cell(revision: string, id: string): Cell {
  const key = `${revision} ${id}`;
  const known = cells.get(key) ?? cellOf(revision, scenarioNamed(id));
  cells.set(key, known);
  return known;
}
