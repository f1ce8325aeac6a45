package io.patchbay.driver.gsm.call;

import io.patchbay.line.Cause;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the reply of AT+CEER – TS 27.007 §6.10 leaves its form to the maker.
///
/// Understood are `<location>,<cause>` and `<cause>` in digits, and the usual English words.
public final class CauseText {
  private static final Pattern LAST_NUMBER = Pattern.compile("(?:^|[ ,])([0-9]{1,3})\"?$");

  private static final Map<String, Cause> WORDS =
      Map.ofEntries(
          Map.entry("unassigned", Cause.UNALLOCATED_NUMBER),
          Map.entry("unallocated", Cause.UNALLOCATED_NUMBER),
          Map.entry("no route", Cause.NO_ROUTE_TO_DESTINATION),
          Map.entry("barring", Cause.OPERATOR_DETERMINED_BARRING),
          Map.entry("normal call clearing", Cause.NORMAL_CLEARING),
          Map.entry("normal clearing", Cause.NORMAL_CLEARING),
          Map.entry("user busy", Cause.USER_BUSY),
          Map.entry("no user responding", Cause.NO_USER_RESPONDING),
          Map.entry("no answer", Cause.NO_ANSWER),
          Map.entry("user alerting", Cause.NO_ANSWER),
          Map.entry("call rejected", Cause.CALL_REJECTED),
          Map.entry("number changed", Cause.NUMBER_CHANGED),
          Map.entry("destination out of order", Cause.DESTINATION_OUT_OF_ORDER),
          Map.entry("invalid number", Cause.INVALID_NUMBER_FORMAT),
          Map.entry("no circuit", Cause.NO_CIRCUIT_AVAILABLE),
          Map.entry("network out of order", Cause.NETWORK_OUT_OF_ORDER),
          Map.entry("temporary failure", Cause.TEMPORARY_FAILURE),
          Map.entry("congestion", Cause.SWITCHING_EQUIPMENT_CONGESTION),
          Map.entry("no service", Cause.NETWORK_OUT_OF_ORDER));

  private CauseText() {}

  /// The cause, or NORMAL_UNSPECIFIED when the text does not say.
  public static Cause parse(String ceer) {
    String text = ceer.substring(ceer.indexOf(':') + 1).strip().toLowerCase(Locale.ROOT);
    Matcher number = LAST_NUMBER.matcher(text);
    if (number.find()) {
      return Cause.of(Integer.parseInt(number.group(1)));
    }
    for (Map.Entry<String, Cause> word : WORDS.entrySet()) {
      if (text.contains(word.getKey())) {
        return word.getValue();
      }
    }
    return Cause.NORMAL_UNSPECIFIED;
  }
}
