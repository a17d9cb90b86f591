/* N processes set array[j] = array[j - 1] + 1; the first looks for the last zero from the end. */
byte array[N + 1];
active proctype search() {
  byte i = N;
look:
  if
  :: d_step { array[i] != 0 -> i-- }; goto look
  :: d_step { array[i] == 0 -> i = 0 }
  fi;
end_search: false
}
active [N] proctype worker() {
  byte before;
  before = array[_pid - 1];
  d_step { array[_pid] = before + 1; before = 0 };
end_worker: false
}
