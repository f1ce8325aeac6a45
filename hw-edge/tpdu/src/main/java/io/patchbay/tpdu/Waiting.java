package io.patchbay.tpdu;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Messages of some kind wait for the subscriber, or no longer do – TS 23.038 §4 and TS 23.040
/// §9.2.3.24.2.
///
/// @param active some wait; false: the indicator goes off
/// @param stored the message itself is to be kept, not only the indicator shown
/// @param count how many, where told
public record Waiting(Kind kind, boolean active, boolean stored, OptionalInt count) {
  private static final int SPECIAL_MESSAGE_IE = 0x01;

  public Waiting {
    requireNonNull(kind, "kind");
    requireNonNull(count, "count");
  }

  /// What waits.
  public enum Kind {
    VOICE,
    FAX,
    EMAIL,
    OTHER,
    VIDEO;

    static Kind of(int bits) {
      return switch (bits) {
        case 0 -> VOICE;
        case 1 -> FAX;
        case 2 -> EMAIL;
        default -> OTHER;
      };
    }
  }

  /// What the coding and the header of a message say.
  static List<Waiting> of(DataCoding coding, List<HeaderElement> header) {
    return Stream.concat(
            coding.waiting().stream(), header.stream().flatMap(element -> of(element).stream()))
        .toList();
  }

  private static Optional<Waiting> of(HeaderElement element) {
    if (element.id() != SPECIAL_MESSAGE_IE || element.data().length() != 2) {
      return Optional.empty();
    }
    int type = element.data().get(0);
    int count = element.data().get(1);
    Kind kind = (type & 0x1F) == 7 ? Kind.VIDEO : Kind.of(type & 3);
    return Optional.of(new Waiting(kind, count > 0, (type & 0x80) != 0, OptionalInt.of(count)));
  }
}
