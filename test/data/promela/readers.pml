/* One process writes x, N read it once. */
byte x = 0;
active proctype writer() {
  x = 42;
end_writer: false
}
active [N] proctype reader() {
  (x == 0 || x == 42);
end_reader: false
}
