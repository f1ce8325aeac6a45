package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import io.patchbay.tpdu.Tpdu.Direction;
import io.patchbay.tpdu.Tpdu.Reading;
import java.util.Optional;

/// PDUs as people paste them, told in one line of JSON each.
public final class PduText {
  private static final int MOST_DIGITS = 1024;
  private static final int SHOWN = 80;

  private PduText() {}

  /// How to read what was pasted.
  ///
  /// @param direction which way it went; empty: as its message type and octets suggest
  /// @param smsc whether a service centre address is in front, as modems have it
  public record Options(Optional<Direction> direction, boolean smsc) {
    /// A PDU of a modem.
    public static final Options DEFAULT = new Options(Optional.empty(), true);

    public Options {
      requireNonNull(direction, "direction");
    }
  }

  /// One line of output.
  ///
  /// @param decoded false: the line names what is wrong, and where
  public record Line(String json, boolean decoded) {
    public Line {
      requireNonNull(json, "json");
    }
  }

  /// Decodes hexadecimal digits; blanks among them do not count.
  public static Line line(String given, Options options) {
    String hex = given.strip();
    JsonObject json = new JsonObject();
    json.put("pdu", hex.length() <= MOST_DIGITS ? hex : hex.substring(0, SHOWN) + "…");
    byte[] octets;
    try {
      octets = octets(hex);
    } catch (TpduException e) {
      wrong(json, e, 0);
      return new Line(json.toString(), false);
    }
    int front = 0;
    boolean decoded;
    String hint;
    try {
      Octets tpdu = Octets.of(octets);
      if (options.smsc()) {
        SmsPdu pdu = SmsPdu.parse(octets);
        tpdu = pdu.tpdu();
        front = octets.length - tpdu.length();
        if (front > 1) {
          json.put("smsc", pdu.smsc().value()).put("smsc_type", octets[1] & 0xFF);
        }
      }
      json.put("tpdu_len", tpdu.length());
      Reading reading = read(tpdu.toArray(), options.direction());
      TpduJson.put(json, reading);
      decoded = true;
      hint = Plausibility.of(reading) ? "" : hint(octets, options);
    } catch (TpduException e) {
      wrong(json, e, front);
      decoded = false;
      hint = hint(octets, options);
    }
    if (!hint.isEmpty()) {
      json.put("hint", hint);
    }
    return new Line(json.toString(), decoded);
  }

  private static byte[] octets(String hex) throws TpduException {
    if (hex.length() > MOST_DIGITS) {
      throw new TpduException(
          "%d hexadecimal digits, %d at most".formatted(hex.length(), MOST_DIGITS));
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if (Character.digit(c, 16) >= 0 && c < 0x80) {
        digits.append(c);
      } else if (c != ' ' && c != '\t') {
        throw new TpduException(
            "'%s' at place %d is no hexadecimal digit".formatted(c, i + 1), digits.length() / 2);
      }
    }
    if (digits.length() % 2 != 0) {
      throw new TpduException(
          "%d hexadecimal digits: half an octet at the end".formatted(digits.length()),
          digits.length() / 2);
    }
    return Octets.ofHex(digits.toString()).toArray();
  }

  /// The common meaning of the message type, unless only the other one makes sense.
  private static Reading read(byte[] tpdu, Optional<Direction> told) throws TpduException {
    if (told.isPresent()) {
      return Tpdu.read(tpdu, told.get());
    }
    boolean submit = tpdu.length > 0 && (tpdu[0] & 3) == 1;
    Optional<Reading> other = sound(tpdu, submit ? Direction.TO_PHONE : Direction.FROM_PHONE);
    try {
      Reading common = Tpdu.read(tpdu, submit ? Direction.FROM_PHONE : Direction.TO_PHONE);
      return Plausibility.of(common) ? common : other.orElse(common);
    } catch (TpduException e) {
      return other.orElseThrow(() -> e);
    }
  }

  private static Optional<Reading> sound(byte[] tpdu, Direction direction) {
    try {
      return Optional.of(Tpdu.read(tpdu, direction)).filter(Plausibility::of);
    } catch (TpduException _) {
      return Optional.empty();
    }
  }

  private static void wrong(JsonObject json, TpduException wrong, int front) {
    json.put("error", String.valueOf(wrong.getMessage()));
    wrong.offset().ifPresent(offset -> json.put("offset", front + offset));
  }

  /// What would have helped; empty: nothing known.
  private static String hint(byte[] octets, Options options) {
    try {
      byte[] other = options.smsc() ? octets : SmsPdu.parse(octets).tpdu().toArray();
      if (!Plausibility.of(read(other, options.direction()))) {
        return "";
      }
    } catch (TpduException _) {
      return "";
    }
    return options.smsc()
        ? "it reads better as a TPDU without a service centre address: --no-smsc"
        : "it reads better with a service centre address in front: without --no-smsc";
  }
}
