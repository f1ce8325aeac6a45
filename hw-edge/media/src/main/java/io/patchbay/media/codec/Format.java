package io.patchbay.media.codec;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a payload type stands for: `a=rtpmap` and `a=fmtp` in one (RFC 8866 §6.6, §6.15).
///
/// Written `name[/clock][;parameter=value]…`, e.g. `iLBC;mode=20` or `opus/48000`.
///
/// @param encoding upper case, as encoding names are compared without case
/// @param clockHz of its RTP timestamps
/// @param parameters names in lower case
public record Format(String encoding, int clockHz, Map<String, String> parameters) {
  /// Comfort noise (RFC 3389).
  public static final String COMFORT_NOISE = "CN";

  /// Digits (RFC 4733).
  public static final String TELEPHONE_EVENT = "TELEPHONE-EVENT";

  private static final int OPUS_CLOCK_HZ = 48_000;

  /// Checks the clock and copies.
  public Format {
    encoding = encoding.toUpperCase(Locale.ROOT);
    parameters = Map.copyOf(parameters);
    if (clockHz < 8000 || clockHz > 48_000 || clockHz % 8000 != 0) {
      throw new IllegalArgumentException(
          "clock rate " + clockHz + " of " + encoding + " is no multiple of 8000 up to 48000");
    }
  }

  /// Reads the written form.
  ///
  /// @throws IllegalArgumentException naming the text
  public static Format parse(String text) {
    String[] parts = text.split(";", -1);
    String[] name = parts[0].strip().split("/", 2);
    var parameters = new TreeMap<String, String>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      parameters.put(
          pair[0].strip().toLowerCase(Locale.ROOT), pair.length < 2 ? "" : pair[1].strip());
    }
    if (name[0].isBlank() || (name.length > 1 && !name[1].matches("[0-9]{4,5}"))) {
      throw new IllegalArgumentException("'" + text + "' is no format");
    }
    boolean opus = name[0].equalsIgnoreCase("opus");
    int clock = name.length > 1 ? Integer.parseInt(name[1]) : opus ? OPUS_CLOCK_HZ : 8000;
    return new Format(name[0], clock, parameters);
  }

  /// Timestamp units of one sample at 8 kHz.
  public int unitsPerSample() {
    return clockHz / 8000;
  }

  /// Whether it carries audio that a codec decodes.
  public boolean audio() {
    return !encoding.equals(COMFORT_NOISE) && !encoding.equals(TELEPHONE_EVENT);
  }

  /// A parameter as a number, or what holds without it.
  public int parameter(String name, int otherwise) {
    String value = parameters.getOrDefault(name, "");
    return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : otherwise;
  }
}
