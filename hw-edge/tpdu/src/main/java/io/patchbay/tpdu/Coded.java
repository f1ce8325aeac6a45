package io.patchbay.tpdu;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/// Text as one alphabet has it, cut into what single messages hold.
///
/// @param shifts header elements that name the tables of a language
record Coded(Alphabet alphabet, List<HeaderElement> shifts, List<String> pieces) {
  private static final int OCTETS = 140;
  private static final int HEADER_LENGTH = 1;
  private static final List<Gsm7> NATIONAL = national();
  private static final Coding UCS2 =
      new Coding(Alphabet.UCS2, List.of(), _ -> 1, header -> (OCTETS - header) / 2);

  /// Fewest parts first; the order of the candidates decides among equals.
  static Coded best(String text, TextOptions options) {
    boolean plain = text.indexOf(Gsm7.ESCAPE) < 0;
    Coding common = plain && Gsm7.DEFAULT.canEncode(text) ? gsm7(text, Gsm7.DEFAULT) : UCS2;
    Coded best = common.apply(text, options);
    if (plain && options.alphabets() == Alphabets.CHEAPEST) {
      for (Gsm7 alphabet : NATIONAL) {
        if (best.pieces().size() > 1 && alphabet.canEncode(text)) {
          Coding coding = gsm7(text, alphabet);
          if (coding.fewestParts(text, options) < best.pieces().size()) {
            Coded other = coding.apply(text, options);
            best = other.pieces().size() < best.pieces().size() ? other : best;
          }
        }
      }
    }
    return best;
  }

  /// Single shift first: a phone without its table still shows a similar letter.
  private static List<Gsm7> national() {
    List<NationalLanguage> languages = List.of(NationalLanguage.values());
    List<NationalLanguage> own = languages.subList(1, languages.size());
    List<NationalLanguage> locking =
        own.stream().filter(language -> language != NationalLanguage.SPANISH).toList();
    Stream<Gsm7> single = own.stream().map(each -> new Gsm7(NationalLanguage.DEFAULT, each));
    Stream<Gsm7> locked = locking.stream().map(each -> new Gsm7(each, NationalLanguage.DEFAULT));
    Stream<Gsm7> both = locking.stream().map(each -> new Gsm7(each, each));
    Stream<Gsm7> mixed =
        locking.stream().flatMap(first -> own.stream().map(second -> new Gsm7(first, second)));
    return Stream.of(single, locked, both, mixed).flatMap(alphabets -> alphabets).toList();
  }

  /// An alphabet and what it takes.
  ///
  /// @param units of the character at an index
  /// @param room units beside a header of so many octets
  private record Coding(
      Alphabet alphabet,
      List<HeaderElement> shifts,
      IntUnaryOperator units,
      IntUnaryOperator room) {
    private int shiftOctets() {
      return shifts.stream().mapToInt(element -> 2 + element.data().length()).sum();
    }

    private int roomAlone() {
      return room.applyAsInt(shifts.isEmpty() ? 0 : HEADER_LENGTH + shiftOctets());
    }

    private int roomInParts(TextOptions options) {
      int place = new Concatenation(0, 1, 1, options.referenceBits()).element().data().length();
      return room.applyAsInt(HEADER_LENGTH + 2 + place + shiftOctets());
    }

    int fewestParts(String text, TextOptions options) {
      int size = size(0, text.length(), units);
      int part = roomInParts(options);
      return size <= roomAlone() ? 1 : (size + part - 1) / part;
    }

    Coded apply(String text, TextOptions options) {
      boolean alone = size(0, text.length(), units) <= roomAlone();
      return new Coded(
          alphabet, shifts, alone ? List.of(text) : cut(text, roomInParts(options), units));
    }
  }

  private static Coding gsm7(String text, Gsm7 alphabet) {
    return new Coding(
        Alphabet.GSM7,
        alphabet.elements(),
        at -> alphabet.septets(text.charAt(at)),
        header -> OCTETS * 8 / 7 - (header * 8 + 6) / 7);
  }

  private static List<String> cut(String text, int room, IntUnaryOperator units) {
    BreakIterator sequences = BreakIterator.getCharacterInstance(Locale.ROOT);
    sequences.setText(text);
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int used = 0;
    int from = sequences.first();
    for (int to = sequences.next(); to != BreakIterator.DONE; to = sequences.next()) {
      int size = size(from, to, units);
      if (used + size > room && size <= room) {
        pieces.add(text.substring(start, from));
        start = from;
        used = 0;
      }
      for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
        int point = size(i, i + Character.charCount(text.codePointAt(i)), units);
        if (used + point > room) {
          pieces.add(text.substring(start, i));
          start = i;
          used = 0;
        }
        used += point;
      }
      from = to;
    }
    pieces.add(text.substring(start));
    return List.copyOf(pieces);
  }

  private static int size(int from, int to, IntUnaryOperator units) {
    int size = 0;
    for (int i = from; i < to; i++) {
      size += units.applyAsInt(i);
    }
    return size;
  }
}
