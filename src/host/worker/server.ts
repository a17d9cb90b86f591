import type { Answer, Handlers, Question } from "./requests";

/** Answers one question; never throws. */
export function answer(
  handlers: Partial<Handlers>,
  question: Question,
  post: (answer: Answer) => void,
): void {
  const { id, name } = question;
  // One name belongs to one input type, which the client's signature has checked.
  const handle = handlers[name] as (
    input: unknown,
    progress: (progress: Extract<Answer, { progress: unknown }>["progress"]) => void,
  ) => unknown;
  try {
    post({ id, output: handle(question.input, (progress) => post({ id, progress })) });
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
