package io.patchbay.media.tone;

import java.util.ArrayList;
import java.util.List;

/// Reads the tone notations of the two gateways that Patchbay replaces.
public final class ToneSyntax {
  private static final int MAX_LENGTH = 512;

  private ToneSyntax() {}

  /// Reads `f1=freq@vol,f2=freq@vol,c=on1/off1-on2/off2-on3/off3;` (H-049, H-225): Hz, dBm, ms.
  ///
  /// @throws IllegalArgumentException naming the part at fault
  public static Tone parse(String text) {
    var tones = parseAll(text);
    if (tones.size() != 1) {
      throw new IllegalArgumentException("one tone expected, not " + tones.size() + ": " + text);
    }
    return tones.getFirst();
  }

  /// Reads several tones, each ended by `;`.
  public static List<Tone> parseAll(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("tone notation longer than " + MAX_LENGTH + " characters");
    }
    var tones = new ArrayList<Tone>();
    for (String part : text.split(";", -1)) {
      if (!part.isBlank()) {
        tones.add(one(part.strip()));
      }
    }
    return List.copyOf(tones);
  }

  /// Writes what [#parse] reads.
  public static String format(Tone tone) {
    var text = new StringBuilder();
    for (int i = 0; i < tone.components().size(); i++) {
      var component = tone.components().get(i);
      text.append('f').append(i + 1).append('=').append(number(component.frequencyHz()));
      text.append('@').append(number(component.levelDbm0())).append(',');
    }
    var pulses = tone.cadence().isEmpty() ? List.of(new Tone.Pulse(0, 0)) : tone.cadence();
    var cadence = pulses.stream().map(pulse -> pulse.onMillis() + "/" + pulse.offMillis()).toList();
    return text.append("c=").append(String.join("-", cadence)).append(';').toString();
  }

  /// Reads `nf,rpt,p1on,p1off,p2on,p2off,p3on,p3off,f1,f2,f3,f4,l1,l2,l3,l4` (G-262): count of
  /// frequencies, repeats (0 = for ever), ms, Hz, dBm; trailing numbers may be missing only for
  /// absent frequencies.
  public static Tone parseList(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("tone notation longer than " + MAX_LENGTH + " characters");
    }
    var fields = text.strip().split(",", -1);
    if (fields.length != 16) {
      throw new IllegalArgumentException("16 numbers expected, not " + fields.length + ": " + text);
    }
    int count = (int) decimal(fields[0], text);
    if (count < 1 || count > 4) {
      throw new IllegalArgumentException("1 to 4 frequencies expected: " + text);
    }
    var components = new ArrayList<Tone.Component>();
    for (int i = 0; i < count; i++) {
      components.add(
          new Tone.Component(decimal(fields[8 + i], text), decimal(fields[12 + i], text)));
    }
    var cadence = new ArrayList<Tone.Pulse>();
    for (int i = 2; i < 8; i += 2) {
      var pulse =
          new Tone.Pulse((int) decimal(fields[i], text), (int) decimal(fields[i + 1], text));
      if (pulse.onMillis() > 0) {
        cadence.add(pulse);
      }
    }
    return new Tone(components, cadence, (int) decimal(fields[1], text));
  }

  private static Tone one(String text) {
    var components = new ArrayList<Tone.Component>();
    var cadence = new ArrayList<Tone.Pulse>();
    for (String item : text.split(",", -1)) {
      int equals = item.indexOf('=');
      String key = equals < 0 ? item.strip() : item.substring(0, equals).strip();
      String value = equals < 0 ? "" : item.substring(equals + 1).strip();
      if (key.matches("f[1-4]")) {
        components.add(component(value, text));
      } else if (key.equals("c") && cadence.isEmpty()) {
        for (String pulse : value.split("-", -1)) {
          cadence.add(pulse(pulse, text));
        }
      } else {
        throw new IllegalArgumentException("unknown part '" + item + "' in tone " + text);
      }
    }
    boolean continuous = cadence.size() == 1 && cadence.getFirst().equals(new Tone.Pulse(0, 0));
    return new Tone(components, continuous ? List.of() : cadence, 0);
  }

  private static Tone.Component component(String text, String whole) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("'" + text + "' is not frequency@level in tone " + whole);
    }
    return new Tone.Component(
        decimal(text.substring(0, at), whole), decimal(text.substring(at + 1), whole));
  }

  private static Tone.Pulse pulse(String text, String whole) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not on/off in tone " + whole);
    }
    return new Tone.Pulse(
        (int) decimal(text.substring(0, slash), whole),
        (int) decimal(text.substring(slash + 1), whole));
  }

  private static double decimal(String text, String whole) {
    String number = text.strip();
    if (!number.matches("-?[0-9]{1,6}(\\.[0-9]{1,3})?")) {
      throw new IllegalArgumentException("'" + text + "' is not a number in tone " + whole);
    }
    return Double.parseDouble(number);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
