/** A failure that is no fault of the program; its message is one sentence for people. */
export class Refused extends Error {}
