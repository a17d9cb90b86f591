/** The lessons of the course, in their order. By name, since a web VS Code can read a file of an extension but not list a folder. */
export const courseFiles = [
  "01-direct.md",
  "02-between.md",
  "03-references.md",
  "04-one-place.md",
  "05-sleeping.md",
  "06-promise.md",
  "07-lock.md",
  "08-clobbered.md",
  "09-argument.md",
  "10-afterwards.md",
] as const;
