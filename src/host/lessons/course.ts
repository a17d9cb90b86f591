/** The lessons of the course, in their order. By name, since a web VS Code can read a file of an extension but not list a folder. */
export const courseFiles = ["02-between.md"] as const;
