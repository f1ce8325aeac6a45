package io.patchbay.driver.gsm;

import io.patchbay.line.Forward;
import io.patchbay.line.Forward.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a line's settings want of the network's call forwarding. A reason that is not named is left
/// as the subscriber has it.
///
/// @param wanted one for each reason to be changed
record ForwardSettings(List<Forward> wanted) {
  private static final String PREFIX = "forward-";
  private static final String TIME = PREFIX + "no-answer-time";

  static final Set<String> KEYS =
      Set.of(
          PREFIX + Reason.UNCONDITIONAL.word(),
          PREFIX + Reason.BUSY.word(),
          PREFIX + Reason.NO_ANSWER.word(),
          TIME,
          PREFIX + Reason.NOT_REACHABLE.word());

  ForwardSettings {
    wanted = List.copyOf(wanted);
  }

  static ForwardSettings parse(Map<String, String> settings) {
    List<Forward> wanted = new ArrayList<>();
    int seconds = seconds(settings.getOrDefault(TIME, ""));
    for (Reason reason : Reason.values()) {
      String key = PREFIX + reason.word();
      String value = settings.getOrDefault(key, "keep");
      boolean number = value.matches("\\+?[0-9]{2,20}");
      if (!number && !value.equals("keep") && !value.equals("off")) {
        throw new IllegalArgumentException(key + ": '" + value + "' is not keep, off or a number");
      }
      if (reason == Reason.NO_ANSWER && seconds > 0 && !number) {
        throw new IllegalArgumentException(
            TIME + ": '" + seconds + "' is given, but " + key + " is " + value);
      }
      if (number) {
        wanted.add(new Forward(reason, value, reason == Reason.NO_ANSWER ? seconds : 0));
      } else if (value.equals("off")) {
        wanted.add(Forward.off(reason));
      }
    }
    return new ForwardSettings(wanted);
  }

  private static int seconds(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("5|10|15|20|25|30")) {
      throw new IllegalArgumentException(TIME + ": '" + text + "' is not 5, 10, 15, 20, 25 or 30");
    }
    return Integer.parseInt(text);
  }
}
