package io.patchbay.driver.gsm;

import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Standing;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Shows as identity `calls` who waits, is heard and is on hold, while more than a plain call is
/// there. The runner's own.
final class PartyBoard {
  private static final String KEY = "calls";

  private record Shown(String number, Standing standing) {
    @Override
    public String toString() {
      String who = number.isEmpty() ? "unknown" : number;
      return who + " " + standing.name().toLowerCase(Locale.ROOT);
    }
  }

  private final StatusBoard board;
  private final Map<Integer, Shown> parties = new TreeMap<>();

  PartyBoard(StatusBoard board) {
    this.board = board;
  }

  void see(LineEvent event) {
    if (event instanceof LineEvent.PartyChanged changed) {
      parties.put(changed.party(), new Shown(changed.number(), changed.standing()));
    } else if (event instanceof LineEvent.PartyLeft left) {
      parties.remove(left.party());
    } else if (event instanceof LineEvent.CallReleased) {
      parties.clear();
    } else {
      return;
    }
    boolean plain = parties.values().stream().allMatch(one -> one.standing() == Standing.HEARD);
    if (parties.isEmpty() || (plain && parties.size() == 1)) {
      board.forget(KEY);
    } else {
      board.identity(
          KEY, parties.values().stream().map(Shown::toString).collect(Collectors.joining(", ")));
    }
  }
}
