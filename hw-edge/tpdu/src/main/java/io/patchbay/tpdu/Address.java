package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

/// Who sent a message or is to get it – TS 23.040 §9.1.2.5.
///
/// @param type the type-of-address octet, e.g. 0x91 international, 0x81 unknown, 0xD0 alphanumeric
/// @param value digits, with `+` in front when international; or a name when alphanumeric; may be
///   empty
public record Address(int type, String value) {
  /// Nobody: an address of no digits.
  public static final Address NONE = new Address(0x81, "");

  private static final int INTERNATIONAL = 1;
  private static final int ALPHANUMERIC = 5;
  private static final int MAX_DIGITS = 20;
  private static final int MAX_NAME_SEPTETS = 11;

  public Address {
    requireNonNull(value, "value");
    if (type < 0 || type > 255) {
      throw new IllegalArgumentException("type of address is no octet: " + type);
    }
    boolean encodable =
        typeOfNumber(type) == ALPHANUMERIC
            ? Gsm7.DEFAULT.canEncode(value) && Gsm7.DEFAULT.septets(value) <= 145
            : SemiOctets.encodable(digits(type, value)) && value.length() <= 256;
    if (!encodable) {
      throw new IllegalArgumentException(
          "address type 0x%02X cannot carry '%s'".formatted(type, value));
    }
  }

  /// The address people write: `+` and digits, digits, or a name of at most 11 characters.
  public static Address of(String text) throws TpduException {
    String digits = text.startsWith("+") ? text.substring(1) : text;
    if (!digits.isEmpty() && SemiOctets.encodable(digits)) {
      if (digits.length() > MAX_DIGITS) {
        throw new TpduException("address of more than 20 digits: " + text);
      }
      return new Address(text.startsWith("+") ? 0x91 : 0x81, text);
    }
    if (text.isEmpty()
        || !Gsm7.DEFAULT.canEncode(text)
        || Gsm7.DEFAULT.septets(text) > MAX_NAME_SEPTETS) {
      throw new TpduException("neither digits nor a name of 1 to 11 GSM characters: " + text);
    }
    return new Address(0xD0, text);
  }

  /// Whether the value is a name rather than digits (type of number 5: 0xD0, 0xD1, …).
  public boolean alphanumeric() {
    return typeOfNumber(type) == ALPHANUMERIC;
  }

  /// Length in semi-octets, type, value.
  static Address read(OctetReader in, String field) throws TpduException {
    int halves = in.octet(field + " length");
    int type = in.octet(field + " type");
    byte[] octets = in.octets((halves + 1) / 2, field);
    if (typeOfNumber(type) == ALPHANUMERIC) {
      return new Address(type, Gsm7.DEFAULT.decode(Septets.unpack(octets, 0, halves * 4 / 7)));
    }
    return new Address(type, value(type, SemiOctets.decode(octets, halves)));
  }

  void write(OctetWriter out) {
    if (alphanumeric()) {
      byte[] septets = Gsm7.DEFAULT.encode(value);
      out.write((septets.length * 7 + 3) / 4);
      out.write(type);
      out.writeBytes(Septets.pack(septets, 0));
    } else {
      String digits = digits(type, value);
      out.write(digits.length());
      out.write(type);
      out.writeBytes(SemiOctets.encode(digits));
    }
  }

  static String value(int type, String digits) {
    return typeOfNumber(type) == INTERNATIONAL && !digits.isEmpty() ? "+" + digits : digits;
  }

  static String digits(int type, String value) {
    return typeOfNumber(type) == INTERNATIONAL && value.startsWith("+")
        ? value.substring(1)
        : value;
  }

  private static int typeOfNumber(int type) {
    return (type >> 4) & 7;
  }
}
