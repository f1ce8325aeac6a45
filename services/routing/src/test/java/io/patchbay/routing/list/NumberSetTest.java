package io.patchbay.routing.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberSetTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "+8613800000001, true",
    "13800000001, false",
    "+861380000000, false",
    "+86138000000011, false",
    "0041799999999, true",
    "004179, true",
    "00417, false",
    "900, true",
    "9001, false",
    "*21#, true",
    "+86139000000011234567, true",
    "x, false",
    "'', false",
    "+491, true",
    "+492, false",
    "0900, true",
    "900900900900900900900, false",
  })
  void anEntryIsANumberOrABeginning(String number, boolean there) {
    NumberSet set =
        NumberSet.of(
            List.of(
                "+8613800000001",
                "004179*",
                "900",
                "*21#",
                "+8613900000001*",
                "+491@2027-01-01T00:00:00Z",
                "+492@2026-01-01T00:00:00Z",
                "0900@2026-01-01T00:00:00Z",
                "0900@2027-01-01T00:00:00Z"));
    assertEquals(there, set.has(number, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "12345678901234567, '`12345678901234567` is not a number of at most 16 of 0-9 * # +'",
    "1a, '`1a` is not a number of at most 16 of 0-9 * # +'",
    "'', '`` is not a number of at most 16 of 0-9 * # +'",
    "1@soon, '`1@soon`: no time such as 2027-01-01T00:00:00Z'",
    "1234567890123456*, ''",
  })
  void whatIsNoEntryIsRefusedByName(String entry, String problem) {
    assertEquals(problem, NumberSet.problem(entry));
  }

  @ParameterizedTest
  @ValueSource(longs = {51, 52, 53})
  void itAnswersAsAPlainSearchDoes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      entries.add(number(random) + (random.nextInt(4) == 0 ? "*" : ""));
    }
    NumberSet set = NumberSet.of(entries);
    for (int i = 0; i < 20_000; i++) {
      String number = number(random);
      boolean there =
          entries.stream()
              .anyMatch(entry ->
                  (entry.length() > 1 && entry.endsWith("*"))
                      ? number.startsWith(entry.substring(0, entry.length() - 1))
                      : entry.equals(number));
      assertEquals(there, set.has(number, NOW), () -> "seed " + seed + ": " + number);
    }
  }

  private static String number(SplittableRandom random) {
    StringBuilder number = new StringBuilder();
    for (int n = random.nextInt(1, 6); n > 0; n--) {
      number.append("0123+#".charAt(random.nextInt(6)));
    }
    return number.toString();
  }

  @Test
  void aMillionNumbersThatEndTakeTwelveMegabytes() {
    SplittableRandom random = new SplittableRandom(54);
    NumberSet.Builder builder = new NumberSet.Builder();
    Set<Long> distinct = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      long number = 8_613_000_000_000L + random.nextLong(1_000_000_000L);
      distinct.add(number);
      builder.add("+" + number + "@2027-01-01T00:00:00Z");
    }
    NumberSet set = builder.build();
    assertEquals(distinct.size(), set.size());
    assertEquals(12L * distinct.size(), set.bytes());
    assertTrue(
        distinct.stream().limit(10_000).allMatch(number -> set.has("+" + number, NOW)),
        "each is found");
  }
}
