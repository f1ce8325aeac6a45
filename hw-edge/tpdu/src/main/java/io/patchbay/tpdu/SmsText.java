package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/// Text into message parts and back – TS 23.040 §9.2.3.24.1.
public final class SmsText {
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
  /// @param reference for the concatenation header, its low 8 bits; unused when one part does
  /// @throws TpduException it takes more than 255 parts
  public static List<Part> split(String text, int reference) throws TpduException {
    return split(text, reference, TextOptions.PLAIN);
  }

  /// Codes text in as few parts as the allowed alphabets can; of alphabets that take as many, the
  /// one that more phones read.
  ///
  /// One part holds 160 septets or 70 UTF-16 units, parts of a longer text 153 or 67, less what a
  /// longer reference and the elements that name a language take. Parts never end inside an escape
  /// sequence or a surrogate pair, and inside a combining sequence only when it alone is longer
  /// than a part.
  ///
  /// @param reference for the concatenation header, its low 8 or 16 bits
  /// @throws TpduException it takes more than 255 parts
  public static List<Part> split(String text, int reference, TextOptions options)
      throws TpduException {
    Coded coded = Coded.best(text, options);
    int total = coded.pieces().size();
    if (total > MAX_PARTS) {
      throw new TpduException("text takes %d parts, 255 at most".formatted(total));
    }
    DataCoding coding = options.coding(coded.alphabet());
    int bits = options.referenceBits();
    List<Part> parts = new ArrayList<>(total);
    for (String piece : coded.pieces()) {
      List<HeaderElement> header = new ArrayList<>();
      if (total > 1) {
        int own = reference & ((1 << bits) - 1);
        header.add(new Concatenation(own, total, parts.size() + 1, bits).element());
      }
      header.addAll(coded.shifts());
      parts.add(new Part(coding, UserData.ofText(header, coded.alphabet(), piece)));
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
}
