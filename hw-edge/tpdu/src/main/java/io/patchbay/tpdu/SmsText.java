package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/// Text into message parts and back – TS 23.040 §9.2.3.24.1.
public final class SmsText {
  private static final int SINGLE_SEPTETS = 160;
  private static final int PART_SEPTETS = 153;
  private static final int SINGLE_CHARS = 70;
  private static final int PART_CHARS = 67;
  private static final int MAX_PARTS = 255;

  private SmsText() {}

  /// What goes into one TPDU.
  public record Part(DataCoding coding, UserData data) {
    public Part {
      requireNonNull(coding, "coding");
      requireNonNull(data, "data");
    }
  }

  /// Codes text in the 7-bit default alphabet if it has all the characters, else in UCS2.
  ///
  /// One part holds 160 septets or 70 UTF-16 units; parts of a longer text hold 153 or 67 and never
  /// end inside an escape sequence or a surrogate pair.
  ///
  /// @param reference for the concatenation header, 0 … 255; unused when one part does
  /// @throws TpduException it takes more than 255 parts
  public static List<Part> split(String text, int reference) throws TpduException {
    boolean gsm7 = Gsm7.DEFAULT.canEncode(text) && text.indexOf(Gsm7.ESCAPE) < 0;
    Alphabet alphabet = gsm7 ? Alphabet.GSM7 : Alphabet.UCS2;
    DataCoding coding = gsm7 ? DataCoding.GSM7 : DataCoding.UCS2;
    int size = gsm7 ? Gsm7.DEFAULT.septets(text) : text.length();
    if (size <= (gsm7 ? SINGLE_SEPTETS : SINGLE_CHARS)) {
      return List.of(new Part(coding, UserData.ofText(List.of(), alphabet, text)));
    }
    List<String> pieces = gsm7 ? cutSeptets(text) : cutChars(text);
    if (pieces.size() > MAX_PARTS) {
      throw new TpduException("text takes %d parts, 255 at most".formatted(pieces.size()));
    }
    List<Part> parts = new ArrayList<>(pieces.size());
    for (String piece : pieces) {
      Concatenation place = new Concatenation(reference & 0xFF, pieces.size(), parts.size() + 1, 8);
      parts.add(new Part(coding, UserData.ofText(List.of(place.element()), alphabet, piece)));
    }
    return List.copyOf(parts);
  }

  /// The text of a message from all its parts in order; heals an escape that the sender cut in two.
  public static String join(List<UserData> parts) {
    StringBuilder text = new StringBuilder();
    for (UserData part : parts) {
      String next = part.text();
      int last = text.length() - 1;
      if (last >= 0 && text.charAt(last) == Gsm7.ESCAPE && !next.isEmpty()) {
        Gsm7 alphabet = Gsm7.of(part.header());
        text.setCharAt(last, alphabet.escaped(alphabet.code(next.charAt(0))));
        next = next.substring(1);
      }
      text.append(next);
    }
    return text.toString().replace(Gsm7.ESCAPE, ' ');
  }

  private static List<String> cutSeptets(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int septets = 0;
    for (int i = 0; i < text.length(); i++) {
      int size = Gsm7.DEFAULT.septets(text.charAt(i));
      if (septets + size > PART_SEPTETS) {
        pieces.add(text.substring(start, i));
        start = i;
        septets = 0;
      }
      septets += size;
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  private static List<String> cutChars(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (text.length() - start > PART_CHARS) {
      int end = start + PART_CHARS;
      if (Character.isHighSurrogate(text.charAt(end - 1))
          && Character.isLowSurrogate(text.charAt(end))) {
        end--;
      }
      pieces.add(text.substring(start, end));
      start = end;
    }
    pieces.add(text.substring(start));
    return pieces;
  }
}
