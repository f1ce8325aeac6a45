package io.patchbay.routing.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MobileCountriesTest {
  /// Regions with telephone numbers of their own whose mobile networks have the code of another.
  private static final Set<String> WITHOUT = Set.of("AC", "IO", "TA");

  @ParameterizedTest
  @CsvSource({
    "26201, DE",
    "460, CN",
    "46001, CN",
    "310260, US GU MP",
    "316, US",
    "23415, GB GG IM JE",
    "22101, XK",
    "44010, JP",
    "750001, FK",
    "90142, ''",
    "99999, ''",
    "00101, ''",
    "26, ''",
    "'', ''",
    "２６２, ''"
  })
  void theCountryOfANetworkOrCard(String code, String countries) {
    assertEquals(countries, String.join(" ", MobileCountries.of(code)));
  }

  @Test
  void everyCountryWithTelephoneNumbersHasACode() {
    Set<String> named = new TreeSet<>();
    IntStream.range(0, 1000)
        .forEach(mcc -> named.addAll(MobileCountries.of("%03d".formatted(mcc))));
    Set<String> missing = new TreeSet<>(PhoneNumberUtil.getInstance().getSupportedRegions());
    missing.removeAll(named);
    assertEquals(WITHOUT, missing);
    named.removeAll(Set.of(Locale.getISOCountries()));
    assertEquals(Set.of("XK"), named, "no code of ISO 3166-1");
  }

  @Test
  void everyCodeIsOfAZoneThatHasCountries() {
    List<Integer> outside =
        IntStream.range(0, 1000)
            .filter(mcc -> !MobileCountries.of("%03d".formatted(mcc)).isEmpty())
            .filter(mcc -> mcc < 200 || mcc > 799)
            .boxed()
            .toList();
    assertTrue(outside.isEmpty(), outside.toString());
  }
}
