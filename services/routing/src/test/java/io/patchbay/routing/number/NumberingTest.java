package io.patchbay.routing.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberingTest {
  @ParameterizedTest(name = "{2} dialled in {0} {1} is {3}")
  @CsvSource({
    "CN, '', 13800000001, +8613800000001",
    "CN, '', 008613800000001, +8613800000001",
    "CN, '', +8613800000001, +8613800000001",
    "CN, 10, 65551234, +861065551234",
    "CN, 10, 01065551234, +861065551234",
    "CN, 10, 13800000001, +8613800000001",
    "DE, '', 015112345678, +4915112345678",
    "DE, '', 008613800000001, +8613800000001",
    "US, 212, 5551234, +12125551234",
    "US, '', 12125551234, +12125551234",
    "US, '', 0118613800000001, +8613800000001",
    "GB, '', 07400123456, +447400123456",
    "'', '', +4915112345678, +4915112345678",
    // no public numbers: of the house, of the network, local without an area, of nowhere
    "CN, '', 201, ''",
    "CN, '', 10086, ''",
    "CN, 10, 10086, ''",
    "CN, '', 110, ''",
    "US, '', 5551234, ''",
    "'', '', 13800000001, ''",
    "CN, '', 1380000000x, ''",
    "CN, '', *123#, ''",
    "CN, '', +, ''",
    "CN, '', '', ''",
    "XX, '', 13800000001, ''",
  })
  void whatIsDialledInACountryIsE164(
      String country, String areaCode, String dialled, String expected) {
    assertEquals(
        Optional.of(expected).filter(number -> !number.isEmpty()),
        new Numbering(country, areaCode).e164(dialled));
  }

  @ParameterizedTest(name = "{1} in {0} is dialled {2}")
  @CsvSource({
    "CN, +8613800000001, 13800000001",
    "CN, +861065551234, 01065551234",
    "DE, +4915112345678, 015112345678",
    "DE, +8613800000001, 008613800000001",
    "US, +8613800000001, 0118613800000001",
    "US, +12125551234, 2125551234",
    "'', +8613800000001, +8613800000001",
    "CN, 201, 201",
  })
  void aPublicNumberIsDialledAsItsCountryDoes(String country, String e164, String expected) {
    assertEquals(expected, new Numbering(country, "").national(e164));
  }

  @Test
  void whatIsDialledWithinACountryIsTheSameNumberAgain() {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    for (String country : new TreeSet<>(numbers.getSupportedRegions())) {
      String e164 = numbers.format(numbers.getExampleNumber(country), PhoneNumberFormat.E164);
      Numbering numbering = new Numbering(country, "");
      String dialled = numbering.national(e164);
      assertEquals(Optional.of(e164), numbering.e164(dialled), country + " dials " + dialled);
    }
  }

  @Test
  void anyTextCostsMicroseconds() {
    SplittableRandom random = new SplittableRandom(31);
    Numbering numbering = new Numbering("CN", "10");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    numbering.e164("13800000001");
    int rounds = 5_000;
    long began = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append("0123456789013800+".charAt(random.nextInt(text.isEmpty() ? 17 : 16)));
      }
      numbering.e164(text.toString());
    }
    long each = (threads.getCurrentThreadCpuTime() - began) / rounds;
    assertTrue(each < 500_000, each + " ns a number, seed 31");
  }

  @Test
  void theCountryOfANumberIsKnown() {
    assertEquals(Optional.of("CN"), Numbering.countryOf("+8613800000001"));
    assertEquals(Optional.empty(), Numbering.countryOf("+881612345678"), "Iridium");
    assertEquals(Optional.empty(), Numbering.countryOf("201"));
  }
}
