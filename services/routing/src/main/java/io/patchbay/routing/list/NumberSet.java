package io.patchbay.routing.list;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// Numbers and beginnings of numbers, a million in some megabytes; a question takes less than a
/// microsecond. Immutable, thread-safe.
///
/// An entry is a number (`+8613800000001`, at most 16 of `0-9 * # +`), or a beginning with `*`
/// behind it (`+861380*`), either with an end: `+861380*@2027-01-01T00:00:00Z`. An entry that has
/// ended is as if it were not there.
public final class NumberSet {
  private static final NumberSet EMPTY = new Builder().build();
  private static final int SECONDS_A_MINUTE = 60;

  private final Keys exact;

  /// By their length.
  private final Keys[] beginnings;

  private NumberSet(Keys exact, Keys[] beginnings) {
    this.exact = exact;
    this.beginnings = beginnings;
  }

  /// Has no number.
  public static NumberSet empty() {
    return EMPTY;
  }

  /// Of entries.
  ///
  /// @throws IllegalArgumentException names the first that is none
  public static NumberSet of(List<String> entries) {
    Builder builder = new Builder();
    entries.forEach(builder::add);
    return builder.build();
  }

  /// What is wrong with an entry; empty: nothing.
  public static String problem(String entry) {
    try {
      new Builder().add(entry);
      return "";
    } catch (IllegalArgumentException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  /// Is the number one of them, or does it begin with one?
  ///
  /// @param number as the entries have it; no other form of it is looked for
  public boolean has(String number, Instant now) {
    if (isEmpty()) {
      return false;
    }
    String head = number.length() > Packed.MOST ? number.substring(0, Packed.MOST) : number;
    OptionalLong packed = Packed.of(head);
    if (packed.isEmpty()) {
      return false;
    }
    int minute = minute(now);
    long key = packed.getAsLong();
    if (head.length() == number.length() && exact.has(key, minute)) {
      return true;
    }
    for (int length = 1; length <= head.length(); length++) {
      if (beginnings[length].size() > 0
          && beginnings[length].has(Packed.first(key, length), minute)) {
        return true;
      }
    }
    return false;
  }

  /// Entries, ended ones too; of equal ones one.
  public int size() {
    return exact.size() + Arrays.stream(beginnings).mapToInt(Keys::size).sum();
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /// Octets of its tables.
  public long bytes() {
    return exact.bytes() + Arrays.stream(beginnings).mapToLong(Keys::bytes).sum();
  }

  private static int minute(Instant at) {
    return Math.clamp(Math.floorDiv(at.getEpochSecond(), SECONDS_A_MINUTE), 0, Keys.NEVER - 1);
  }

  /// Collects entries. Not thread-safe.
  public static final class Builder {
    private final List<Column> columns = new ArrayList<>();

    public Builder() {
      for (int i = 0; i <= Packed.MOST; i++) {
        columns.add(new Column());
      }
    }

    /// One more.
    ///
    /// @throws IllegalArgumentException it is no entry
    public Builder add(String entry) {
      int at = entry.indexOf('@');
      String number = at < 0 ? entry : entry.substring(0, at);
      boolean beginning = number.length() > 1 && number.endsWith("*");
      String digits = beginning ? number.substring(0, number.length() - 1) : number;
      long key =
          Packed.of(digits)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "`" + shown(entry) + "` is not a number of at most 16 of 0-9 * # +"));
      columns
          .get(beginning ? digits.length() : 0)
          .add(key, at < 0 ? Keys.NEVER : end(entry, entry.substring(at + 1)));
      return this;
    }

    private static int end(String entry, String time) {
      try {
        return minute(Instant.parse(time));
      } catch (DateTimeParseException wrong) {
        throw new IllegalArgumentException(
            "`" + shown(entry) + "`: no time such as 2027-01-01T00:00:00Z", wrong);
      }
    }

    private static String shown(String entry) {
      return entry.length() > 40 ? entry.substring(0, 40) + "…" : entry;
    }

    /// All that were added.
    public NumberSet build() {
      Keys[] beginnings = new Keys[Packed.MOST + 1];
      beginnings[0] = Keys.NONE;
      for (int length = 1; length <= Packed.MOST; length++) {
        beginnings[length] = columns.get(length).keys();
      }
      return new NumberSet(columns.getFirst().keys(), beginnings);
    }
  }

  /// Entries of one length as they come.
  private static final class Column {
    private static final int FIRST = 16;

    private long[] keys = new long[FIRST];
    private int[] minutes = new int[FIRST];
    private int size;

    void add(long key, int minute) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        minutes = Arrays.copyOf(minutes, 2 * size);
      }
      keys[size] = key;
      minutes[size++] = minute;
    }

    Keys keys() {
      return size == 0
          ? Keys.NONE
          : Keys.of(Arrays.copyOf(keys, size), Arrays.copyOf(minutes, size));
    }
  }
}
