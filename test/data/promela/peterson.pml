/* G. L. Peterson's mutual exclusion of two processes, N times each; reading either variable is a step. */
byte wants[2], turn, owner;
active [2] proctype process() {
  byte round = 0;
enter:
  wants[_pid] = 1;
  turn = 1 - _pid;
wait:
  if
  :: wants[1 - _pid] == 0 -> goto critical
  :: wants[1 - _pid] != 0 -> goto yields
  fi;
yields:
  if
  :: turn == _pid -> goto critical
  :: turn != _pid -> goto wait
  fi;
critical:
  owner = _pid;
  assert(owner == _pid);
  if
  :: d_step { round + 1 < N -> wants[_pid] = 0; round++ }; goto enter
  :: d_step { round + 1 == N -> wants[_pid] = 0; round = 0 }
  fi;
end_process: false
}
