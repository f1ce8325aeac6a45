package io.patchbay.tpdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 1 000 random steps per seed.
final class TpduPropertiesTest {
  private static final String GSM = "@£$¥èΔ_ΦABCabc0123 \n{}[]~|^\\€äöñüà";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadBack(long seed) throws TpduException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int step = 0; step < 1000; step++) {
      String text = text(random);
      List<UserData> parts = new ArrayList<>();
      for (SmsText.Part part : SmsText.split(text, random.nextInt(256))) {
        Tpdu tpdu = message(random, part);
        assertEquals(tpdu, Tpdu.decode(tpdu.encode()), () -> "seed " + seed);
        SmsPdu pdu = new SmsPdu(address(random, true), Octets.of(tpdu.encode()));
        assertEquals(pdu, SmsPdu.parse(pdu.encode()), () -> "seed " + seed);
        parts.add(part.data());
      }
      assertEquals(text, SmsText.join(parts), () -> "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void anyOctetsYieldAValueOrATpduException(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int decoded = 0;
    for (int step = 0; step < 5000; step++) {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      if (octets.length > 2) {
        octets[1] = (byte) (octets[1] % 12); // short addresses, so that some get far
      }
      try {
        Tpdu.Direction[] directions = Tpdu.Direction.values();
        Tpdu.Direction direction = directions[random.nextInt(directions.length)];
        byte[] coded = Tpdu.read(octets, direction).tpdu().encode();
        byte[] again = Tpdu.read(coded, direction).tpdu().encode();
        assertArrayEquals(coded, again, () -> "seed " + seed + ": " + Octets.of(octets));
        decoded++;
      } catch (TpduException e) {
        assertEquals(false, String.valueOf(e.getMessage()).isEmpty());
      }
    }
    assertEquals(true, decoded > 100, "hardly anything was decoded: " + decoded);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void everyTypeIsReadBackInItsDirection(long seed) throws TpduException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int step = 0; step < 1000; step++) {
      SmsText.Part part = SmsText.split(text(random), 1).getFirst();
      Tpdu tpdu = any(random, part);
      Tpdu.Direction direction =
          switch (tpdu) {
            case Tpdu.Deliver _, Tpdu.StatusReport _, SubmitReport _ -> Tpdu.Direction.TO_PHONE;
            case Tpdu.Submit _, DeliverReport _, Command _ -> Tpdu.Direction.FROM_PHONE;
          };
      Tpdu.Reading reading = Tpdu.read(tpdu.encode(), direction);
      assertEquals(new Tpdu.Reading(tpdu, Octets.NONE), reading, () -> "seed " + seed);
    }
  }

  private static Tpdu any(SplittableRandom random, SmsText.Part part) throws TpduException {
    OptionalInt failure =
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(0x80, 0x100));
    return switch (random.nextInt(6)) {
      case 0 ->
          new Tpdu.Deliver(
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              address(random, false),
              random.nextInt(256),
              part.coding(),
              time(random),
              part.data());
      case 1 ->
          new Tpdu.Submit(
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextInt(256),
              address(random, false),
              random.nextInt(256),
              part.coding(),
              validity(random),
              part.data());
      case 2 ->
          new Tpdu.StatusReport(
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextInt(256),
              address(random, false),
              time(random),
              time(random),
              random.nextInt(256),
              parameters(random, part));
      case 3 -> new SubmitReport(failure, time(random), parameters(random, part));
      case 4 -> new DeliverReport(failure, parameters(random, part));
      default ->
          new Command(
              random.nextBoolean(),
              random.nextInt(256),
              random.nextInt(256),
              random.nextInt(256),
              random.nextInt(256),
              address(random, false),
              Octets.of(new byte[random.nextInt(20)]),
              random.nextBoolean(),
              false);
    };
  }

  /// A part that is not in the default alphabet cannot come without its coding.
  private static Parameters parameters(SplittableRandom random, SmsText.Part part) {
    int bits = random.nextInt(8);
    boolean coding = (bits & 4) != 0 && part.coding().octet() != 0;
    int announced = coding ? bits | 2 : bits;
    return new Parameters(
        OptionalInt.of(announced),
        (announced & 1) != 0 ? OptionalInt.of(random.nextInt(256)) : OptionalInt.empty(),
        (announced & 2) != 0 ? Optional.of(part.coding()) : Optional.empty(),
        (announced & 4) != 0 ? Optional.of(part.data()) : Optional.empty());
  }

  private static Tpdu message(SplittableRandom random, SmsText.Part part) throws TpduException {
    return random.nextBoolean()
        ? Tpdu.Deliver.of(address(random, false), time(random), part)
        : Tpdu.Submit.of(address(random, false), random.nextBoolean(), validity(random), part);
  }

  private static Validity validity(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Validity.none();
      case 3 ->
          new Validity.Enhanced(
              Octets.of(new byte[] {0x42, random.nextBoolean() ? (byte) 9 : 0, 0, 0, 0, 0, 0}));
      case 1 -> new Validity.Relative(random.nextInt(256));
      default -> new Validity.Absolute(time(random));
    };
  }

  private static SmscTime time(SplittableRandom random) {
    return SmscTime.of(
        OffsetDateTime.ofInstant(
            java.time.Instant.ofEpochSecond(random.nextLong(1_000_000_000, 3_000_000_000L)),
            ZoneOffset.ofTotalSeconds(900 * random.nextInt(-48, 57))));
  }

  private static Address address(SplittableRandom random, boolean digitsOnly) throws TpduException {
    if (!digitsOnly && random.nextInt(3) == 0) {
      return Address.of("name" + "x€".repeat(random.nextInt(3)));
    }
    String digits = Long.toString(random.nextLong(1, Long.MAX_VALUE));
    return Address.of((random.nextBoolean() ? "+" : "") + digits);
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(500);
    boolean latin = random.nextBoolean();
    while (text.length() < length) {
      if (latin || random.nextInt(3) > 0) {
        text.append(GSM.charAt(random.nextInt(GSM.length())));
      } else {
        text.appendCodePoint(random.nextBoolean() ? 0x1F600 + random.nextInt(50) : 0x4F60);
      }
    }
    return text.toString();
  }
}
