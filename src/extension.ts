export { assemble as activate } from "./host/activate";
