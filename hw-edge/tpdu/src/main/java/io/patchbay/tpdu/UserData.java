package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// TP-UD with its header – TS 23.040 §9.2.3.24.
///
/// @param length TP-UDL as received: septets for GSM7, else octets, header included
/// @param header the information elements, may be empty
/// @param alphabet how the rest is coded
/// @param text the text of GSM7 and UCS2, empty for DATA; a part may end in U+001B (a cut escape)
///   or in half a surrogate pair, see [SmsText#join]
/// @param data the octets of DATA, else none
/// @param truncated fewer octets came than TP-UDL promised; text and data hold what came
/// @param defect why the content could not be read whole, in words; empty: it could
public record UserData(
    int length,
    List<HeaderElement> header,
    Alphabet alphabet,
    String text,
    Octets data,
    boolean truncated,
    String defect) {
  /// No user data.
  public static final UserData EMPTY =
      new UserData(0, List.of(), Alphabet.GSM7, "", Octets.NONE, false, "");

  private static final int MAX_OCTETS = 140;

  public UserData {
    header = List.copyOf(header);
    requireNonNull(alphabet, "alphabet");
    requireNonNull(text, "text");
    requireNonNull(data, "data");
    requireNonNull(defect, "defect");
    if (length < 0 || length > 255) {
      throw new IllegalArgumentException("user data length is no octet: " + length);
    }
  }

  /// User data of text; fails when the alphabet lacks a character or 140 octets do not hold it.
  public static UserData ofText(List<HeaderElement> header, Alphabet alphabet, String text)
      throws TpduException {
    if (alphabet == Alphabet.GSM7 && !Gsm7.of(header).canEncode(text)) {
      throw new TpduException("text has characters outside the 7-bit alphabet");
    }
    return checked(header, alphabet, text, Octets.NONE);
  }

  /// User data of octets; fails when 140 octets do not hold them.
  public static UserData ofData(List<HeaderElement> header, Octets data) throws TpduException {
    return checked(header, Alphabet.DATA, "", data);
  }

  private static UserData checked(
      List<HeaderElement> header, Alphabet alphabet, String text, Octets data)
      throws TpduException {
    UserData draft = new UserData(0, header, alphabet, text, data, false, "");
    byte[] octets = draft.octets();
    if (octets.length > MAX_OCTETS) {
      throw new TpduException("user data of %d octets, 140 fit".formatted(octets.length));
    }
    int length = alphabet == Alphabet.GSM7 ? draft.septets() : octets.length;
    return new UserData(length, header, alphabet, text, data, false, "");
  }

  /// Which part of a long message this is; empty for a message that stands alone.
  public Optional<Concatenation> concatenation() {
    return Concatenation.of(header);
  }

  static UserData read(OctetReader in, DataCoding coding, boolean hasHeader) throws TpduException {
    int length = in.octet("user data length");
    Alphabet alphabet = coding.alphabet();
    int wanted = alphabet == Alphabet.GSM7 ? (length * 7 + 7) / 8 : length;
    boolean truncated = wanted > in.remaining();
    byte[] octets = in.octets(Math.min(wanted, in.remaining()), "user data");
    Header header = hasHeader ? Header.read(octets) : Header.NONE;
    if (!header.readable()) {
      return new UserData(
          length, List.of(), alphabet, "", Octets.of(octets), truncated, header.defect());
    }
    String text =
        switch (alphabet) {
          case GSM7 -> gsm7(octets, header.octets(), length, header.elements());
          case UCS2 -> ucs2(octets, header.octets());
          case DATA -> "";
        };
    Octets data =
        alphabet == Alphabet.DATA
            ? Octets.of(Arrays.copyOfRange(octets, header.octets(), octets.length))
            : Octets.NONE;
    return new UserData(
        length,
        header.elements(),
        alphabet,
        text,
        data,
        truncated,
        defect(header, coding, octets.length, length, truncated));
  }

  private static String defect(
      Header header, DataCoding coding, int octets, int length, boolean truncated) {
    if (coding.compressed()) {
      return "compressed as of TS 23.042";
    }
    if (truncated) {
      return "cut short: %d octets came, its length says %d %s"
          .formatted(octets, length, coding.alphabet() == Alphabet.GSM7 ? "septets" : "octets");
    }
    boolean half = coding.alphabet() == Alphabet.UCS2 && (octets - header.octets()) % 2 != 0;
    return half ? "an odd number of octets of UCS-2 text" : header.defect();
  }

  private static String gsm7(
      byte[] octets, int headerOctets, int length, List<HeaderElement> header) {
    int skip = (headerOctets * 8 + 6) / 7;
    String text = Gsm7.of(header).decode(Septets.unpack(octets, skip, Math.max(0, length - skip)));
    boolean more =
        Concatenation.of(header).filter(part -> part.sequence() < part.total()).isPresent();
    return more || text.isEmpty() || text.charAt(text.length() - 1) != Gsm7.ESCAPE
        ? text
        : text.substring(0, text.length() - 1) + ' ';
  }

  private static String ucs2(byte[] octets, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i + 1 < octets.length; i += 2) {
      text.append((char) (((octets[i] & 0xFF) << 8) | (octets[i + 1] & 0xFF)));
    }
    return text.toString();
  }

  void write(OctetWriter out) {
    byte[] octets = octets();
    out.write(alphabet == Alphabet.GSM7 ? septets() : octets.length);
    out.writeBytes(octets);
  }

  private int headerOctets() {
    return header.isEmpty()
        ? 0
        : 1 + header.stream().mapToInt(element -> 2 + element.data().length()).sum();
  }

  private int septets() {
    return (headerOctets() * 8 + 6) / 7 + Gsm7.of(header).septets(text);
  }

  private byte[] octets() {
    OctetWriter out = new OctetWriter();
    if (!header.isEmpty()) {
      out.write(headerOctets() - 1);
      for (HeaderElement element : header) {
        out.write(element.id());
        out.write(element.data().length());
        out.writeBytes(element.data().toArray());
      }
    }
    return switch (alphabet) {
      case DATA -> {
        out.writeBytes(data.toArray());
        yield out.toByteArray();
      }
      case UCS2 -> {
        text.chars()
            .forEach(c -> {
              out.write(c >> 8);
              out.write(c);
            });
        yield out.toByteArray();
      }
      case GSM7 -> {
        byte[] all = Septets.pack(Gsm7.of(header).encode(text), (headerOctets() * 8 + 6) / 7);
        byte[] head = out.toByteArray();
        System.arraycopy(head, 0, all, 0, head.length);
        yield all;
      }
    };
  }
}
