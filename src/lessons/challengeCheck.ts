import type { Challenge } from "./challenge";
import { endingText, endingsIn, hasEnding, type Ending } from "./ending";
import type { LessonProblem } from "./fields";
import type { Judge } from "./judge";
import { requireRevision } from "./models";
import type { Ground } from "./opening";
import { endedOf, type Ways } from "./ways";

type Finding = Pick<LessonProblem, "message" | "warning">;

/**
 * What is wrong with a challenge: that nobody can win it, with what was searched and found, or that everybody does. Null if nothing is.
 *
 * @throws Error with one sentence if there is no such scenario, revision or hunk
 */
export function challengeProblem(challenge: Challenge, judge: Judge, ways: Ways): Finding | null {
  const { task, anyOrder } = challenge;
  if (task.kind === "choose") {
    const right = judge.answers(challenge).map((index) => `"${task.choices[index]?.label ?? ""}"`);
    if (right.length === 1) return null;
    const many = right.length === 0 ? "none" : `${right.length}: ${right.join(", ")}`;
    return { message: `A challenge has one right choice; this one has ${many}.` };
  }
  if (task.kind === "part") requireRevision(task.passesOn);
  if (task.kind === "switchOff" && ways.has(task.ground, task.ending))
    return { message: "The challenge can be won with no hunk switched off." };
  if (!judge.par(challenge)) return { message: whyNobody(task, judge, ways) };
  const isWonByAll = everybodyWins(task, ways);
  if (isWonByAll && !anyOrder) {
    const message = 'Every execution wins this challenge; if that is meant, say "wins: any-order".';
    return { message, warning: true };
  }
  if (anyOrder && !isWonByAll)
    return { message: 'Not every execution wins this challenge, as "wins: any-order" says.' };
  return null;
}

/** A task that is won by an execution. */
type PlayedTask = Exclude<Challenge["task"], { readonly kind: "choose" }>;

function everybodyWins(task: PlayedTask, ways: Ways): boolean {
  if (task.kind === "switchOff") return false;
  if (!always(ways, task.ground, task.ending)) return false;
  return (
    task.kind === "reach" || always(ways, { ...task.ground, revision: task.passesOn }, { kind: "clean" })
  );
}

function always(ways: Ways, ground: Ground, ending: Ending): boolean {
  const { outcomes, exhaustive } = ways.endings(ground);
  return exhaustive && outcomes.every((outcome) => hasEnding(endedOf(outcome), ending));
}

/** One sentence: what was searched for a winner, and what was found instead. */
function whyNobody(task: PlayedTask, judge: Judge, ways: Ways): string {
  const { ground, ending } = task;
  const { scenario, revision } = ground;
  const wanted = endingText(ending);
  if (task.kind === "switchOff") {
    const sets = judge.switchable(task).map(({ without }) => without[0] ?? "");
    if (sets.length === 0)
      return `Nobody can win this challenge: ${revision} has no hunk that can be switched off.`;
    const each = sets.length === 1 ? "" : `, each of ${sets.length} with those that go with it`;
    return `Nobody can win this challenge: with ${sets.join(" or ")} switched off${each}, no execution of ${scenario} ends with ${wanted}.`;
  }
  if (!ways.has(ground, ending)) {
    const { exhaustive, outcomes } = ways.endings(ground);
    const searched = exhaustive ? "all executions" : "the executions within the bounds";
    const there = [...new Set(outcomes.flatMap((outcome) => endingsIn(endedOf(outcome))))].slice(
      0,
      mostEndings,
    );
    return `Nobody can win this challenge: ${searched} of ${scenario} on ${revision} were explored, and none ends with ${wanted}; there are ${there.join(", ")}.`;
  }
  const other = task.kind === "part" ? task.passesOn : "";
  if (!ways.has({ ...ground, revision: other }, { kind: "clean" }))
    return `Nobody can win this challenge: no execution of ${scenario} passes on ${other}.`;
  const tried = ways.each(ground, ending).length;
  const what = tried === 1 ? "the shortest execution" : `the shortest executions of ${tried} outcomes`;
  return `No execution was found that wins: ${what} of ${scenario} on ${revision} with ${wanted} ${tried === 1 ? "was" : "were"} tried, and in the same order ${other} does not pass either.`;
}

/** How many endings a sentence lists. */
const mostEndings = 8;
