package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;

/// A time as service centres write it, seven octets with the zone in quarters of an hour – TS
/// 23.040 §9.2.3.11.
///
/// @param octets exactly 7, kept as received: some centres send times that do not exist
public record SmscTime(Octets octets) {
  private static final int LENGTH = 7;
  private static final int CENTURY_PIVOT = 90;

  public SmscTime {
    requireNonNull(octets, "octets");
    if (octets.length() != LENGTH) {
      throw new IllegalArgumentException("a service centre time has 7 octets: " + octets);
    }
  }

  /// This time, to the second, its offset to the quarter of an hour.
  public static SmscTime of(OffsetDateTime time) {
    int quarters = time.getOffset().getTotalSeconds() / 900;
    byte[] octets = {
      digits(time.getYear() % 100),
      digits(time.getMonthValue()),
      digits(time.getDayOfMonth()),
      digits(time.getHour()),
      digits(time.getMinute()),
      digits(time.getSecond()),
      (byte) (digits(Math.abs(quarters)) | (quarters < 0 ? 0x08 : 0))
    };
    return new SmscTime(Octets.of(octets));
  }

  /// The time, or empty when there is no such time.
  public Optional<OffsetDateTime> time() {
    try {
      int zone = octets.get(6);
      int quarters = (zone & 7) * 10 + (zone >> 4);
      int year = number(0);
      return Optional.of(
          OffsetDateTime.of(
              year >= CENTURY_PIVOT ? 1900 + year : 2000 + year,
              number(1),
              number(2),
              number(3),
              number(4),
              number(5),
              0,
              ZoneOffset.ofTotalSeconds(((zone & 8) != 0 ? -quarters : quarters) * 900)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static SmscTime read(OctetReader in, String field) throws TpduException {
    return new SmscTime(Octets.of(in.octets(LENGTH, field)));
  }

  void write(OctetWriter out) {
    out.writeBytes(octets.toArray());
  }

  private int number(int index) {
    int octet = octets.get(index);
    int tens = octet & 0xF;
    int units = octet >> 4;
    if (tens > 9 || units > 9) {
      throw new DateTimeException("no decimal digits: " + HexFormat.of().toHexDigits((byte) octet));
    }
    return tens * 10 + units;
  }

  private static byte digits(int number) {
    return (byte) (number % 10 << 4 | number / 10);
  }
}
