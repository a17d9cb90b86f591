/** Entry of the command line: finds the command by its name and runs it. */
process.stderr.write("patch-archaeology: no command yet\n");
process.exitCode = 2;
