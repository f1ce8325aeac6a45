package io.patchbay.routing.emergency;

import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The emergency numbers of a country, by libphonenumber's metadata.
///
/// @param code ISO 3166-1, two capitals; empty: unknown
record CountryNumbers(String code) {
  /// The library would take `+112` and `x112` for 112.
  private static final Pattern DIGITS = Pattern.compile("[0-9]{2,6}");

  /// No country has longer ones that a phone should send at once.
  private static final int LONGEST = 4;

  /// Are its numbers known? Nearly everywhere one of the first three answers.
  boolean known() {
    return !code.isEmpty()
        && (Stream.of("112", "911", "999").anyMatch(this::has)
            || IntStream.range(0, 1000).mapToObj("%03d"::formatted).anyMatch(this::has));
  }

  /// Does this number, as it is, reach help there?
  boolean has(String number) {
    return !code.isEmpty()
        && DIGITS.matcher(number).matches()
        && ShortNumberInfo.getInstance().isEmergencyNumber(number, code);
  }

  /// All of them with up to four digits; takes some milliseconds.
  Set<String> all() {
    Set<String> numbers = new HashSet<>();
    int end = 100;
    for (int length = 2; !code.isEmpty() && length <= LONGEST; length++, end *= 10) {
      String form = "%0" + length + "d";
      for (int number = 0; number < end; number++) {
        String digits = form.formatted(number);
        if (has(digits)) {
          numbers.add(digits);
        }
      }
    }
    return numbers;
  }
}
