/**
 * Error numbers of Linux (include/asm-generic/errno-base.h, errno.h, and the kernel's own ones of
 * include/linux/errno.h), as kernel code returns them: negated.
 */
const numbers = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  ENOTBLK: 15,
  EBUSY: 16,
  EINVAL: 22,
  EFBIG: 27,
  ENOSPC: 28,
  EROFS: 30,
  ENODATA: 61,
  EOVERFLOW: 75,
  EOPNOTSUPP: 95,
  EDQUOT: 122,
  EIOCBQUEUED: 529,
  EIOCBRETRY: 530,
} as const;

type ErrnoName = keyof typeof numbers;

export const { EINTR, EIO, EFAULT, ENOTBLK, EINVAL, EAGAIN, EIOCBQUEUED, EIOCBRETRY } = numbers;

const nameOf = new Map<number, string>(Object.entries(numbers).map(([name, n]) => [n, name]));

/** The names that `readErrno` knows, each with its minus: `-EIO`. */
export const errnoNames: readonly string[] = Object.keys(numbers).map((name) => `-${name}`);

function isErrnoName(name: string): name is ErrnoName {
  return Object.hasOwn(numbers, name);
}

/** `-EIO` to -5; null for a text that is not a known name with a minus. */
export function readErrno(text: string): number | null {
  const name = text.slice(1);
  return text.startsWith("-") && isErrnoName(name) ? -numbers[name] : null;
}

/** A return value as people read it: a name with a minus for an error number, else the number. */
export function errnoOr(value: number): string | number {
  const name = value < 0 ? nameOf.get(-value) : undefined;
  return name === undefined ? value : `-${name}`;
}

/** Words about values, such as `returned 0 → -14`, with error numbers by their names. The kernel's -1 stands for none, not for EPERM. */
export function withErrnos(words: string): string {
  return words.replace(/(?<![\w)\]-])-(?!1\b)\d+\b/g, (number) => String(errnoOr(Number(number))));
}
