/** Hunks that make no sense apart, and why. */
export interface HunkGroup {
  readonly hunks: readonly string[];
  readonly why: string;
}

const dio = (patch: string, ...numbers: readonly number[]): string[] =>
  numbers.map((n) => `${patch}/fs/direct-io.c#${String(n)}`);

const aio = (...numbers: readonly number[]): string[] =>
  numbers.map((n) => `propogate/fs/aio.c#${String(n)}`);
const header = (...numbers: readonly number[]): string[] =>
  numbers.map((n) => `propogate/include/linux/aio.h#${String(n)}`);

/** The groups of more than one hunk; every other hunk stands alone. */
export const groups: readonly HunkGroup[] = [
  {
    hunks: dio("p1", 1, 2, 3, 4, 5, 6),
    why: "dio_complete() changes what it takes and returns, and so do all who call it; dio_await_completion() becomes void with its caller",
  },
  {
    hunks: dio("p3", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
    why: "one count takes the place of two: who counts with the old one and who with the new one would wait for each other for ever",
  },
  {
    hunks: dio("p4", 1, 2, 3, 4, 5),
    why: "the callback wakes the submitter only if it waits with its reference, and it waits so only if the callback wakes it",
  },
  {
    hunks: dio("p5", 2, 3, 4),
    why: "dio_complete_aio() goes, and both of its callers with it",
  },
  {
    hunks: [...aio(1, 2, 3, 4, 5), ...header(1, 2, 3, 4)],
    why: "the event is inserted by whoever drops the last reference, from fields and a flag of the kiocb that these hunks add",
  },
];

/** The hunks that go with this one, itself among them. */
export function groupOf(hunk: string): readonly string[] {
  return groups.find(({ hunks }) => hunks.includes(hunk))?.hunks ?? [hunk];
}
