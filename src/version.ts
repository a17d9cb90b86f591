/** Version of the extension, as `package.json` has it: reports and shared executions name it. */
export const version = "0.1.0";
