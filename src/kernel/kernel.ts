import { TaskSteps } from "./taskSteps";

/**
 * What the code of a context sees of the machine: each method is a step (or a few) with the name that the kernel gives
 * it, and takes the C text that it stands for as its last argument. Methods come in layers, one file each: plain memory,
 * atomics, locks, tasks.
 */
export class Kernel extends TaskSteps {}
