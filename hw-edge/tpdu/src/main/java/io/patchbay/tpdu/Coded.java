package io.patchbay.tpdu;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
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

  /// Fewest parts first; the order of the candidates decides among equals.
  static Coded best(String text, TextOptions options) {
    if (text.indexOf(Gsm7.ESCAPE) >= 0) {
      return ucs2(text, options);
    }
    Stream<Coded> common =
        Gsm7.DEFAULT.canEncode(text)
            ? Stream.of(gsm7(text, Gsm7.DEFAULT, options))
            : Stream.of(ucs2(text, options));
    return switch (options.alphabets()) {
      case EVERY_PHONE -> common.findFirst().orElseThrow();
      case CHEAPEST ->
          Stream.concat(common, national(text, options))
              .min(Comparator.comparingInt(coded -> coded.pieces().size()))
              .orElseThrow();
    };
  }

  /// Single shift first: a phone without its table still shows a similar letter.
  private static Stream<Coded> national(String text, TextOptions options) {
    List<NationalLanguage> languages = List.of(NationalLanguage.values());
    List<NationalLanguage> own = languages.subList(1, languages.size());
    List<NationalLanguage> locking =
        own.stream().filter(language -> language != NationalLanguage.SPANISH).toList();
    Stream<Gsm7> single = own.stream().map(each -> new Gsm7(NationalLanguage.DEFAULT, each));
    Stream<Gsm7> locked = locking.stream().map(each -> new Gsm7(each, NationalLanguage.DEFAULT));
    Stream<Gsm7> both = locking.stream().map(each -> new Gsm7(each, each));
    Stream<Gsm7> mixed =
        locking.stream().flatMap(first -> own.stream().map(second -> new Gsm7(first, second)));
    return Stream.of(single, locked, both, mixed)
        .flatMap(alphabets -> alphabets)
        .filter(alphabet -> alphabet.canEncode(text))
        .map(alphabet -> gsm7(text, alphabet, options));
  }

  private static Coded gsm7(String text, Gsm7 alphabet, TextOptions options) {
    List<HeaderElement> shifts = alphabet.elements();
    return of(
        text,
        Alphabet.GSM7,
        shifts,
        options,
        alphabet.septets(text),
        at -> alphabet.septets(text.charAt(at)),
        header -> OCTETS * 8 / 7 - (header * 8 + 6) / 7);
  }

  private static Coded ucs2(String text, TextOptions options) {
    return of(
        text,
        Alphabet.UCS2,
        List.of(),
        options,
        text.length(),
        _ -> 1,
        header -> (OCTETS - header) / 2);
  }

  /// @param size units of the whole text
  /// @param units of the character at an index
  /// @param room units beside a header of so many octets
  private static Coded of(
      String text,
      Alphabet alphabet,
      List<HeaderElement> shifts,
      TextOptions options,
      int size,
      IntUnaryOperator units,
      IntUnaryOperator room) {
    int shift = shifts.stream().mapToInt(element -> 2 + element.data().length()).sum();
    if (size <= room.applyAsInt(shift == 0 ? 0 : HEADER_LENGTH + shift)) {
      return new Coded(alphabet, shifts, List.of(text));
    }
    int place = new Concatenation(0, 1, 1, options.referenceBits()).element().data().length();
    int part = room.applyAsInt(HEADER_LENGTH + 2 + place + shift);
    return new Coded(alphabet, shifts, cut(text, part, units));
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
