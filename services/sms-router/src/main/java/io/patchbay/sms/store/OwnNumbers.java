package io.patchbay.sms.store;

import io.patchbay.sms.store.Database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The numbers of SIM cards that do not tell them.
public final class OwnNumbers {
  private OwnNumbers() {}

  /// What is known of a card.
  ///
  /// @param number empty: not yet
  /// @param tries so far
  public record Known(String number, int tries) {}

  /// The number of a card; empty: it was not found out yet.
  public static Optional<String> number(Transaction transaction, String card) throws SQLException {
    return transaction
        .first(
            "select number from sms_router.own_numbers where card = ?",
            row -> row.getString(1),
            card)
        .filter(number -> !number.isEmpty());
  }

  /// Takes the asking for a card's number upon the caller, once among all replicas.
  ///
  /// @param again ask although the next time has not come, if the last was that long ago
  /// @param pauses until the next time, the last one for good
  /// @return the number of this try, from 1; empty: it is not time
  public static Optional<Integer> claim(
      Transaction transaction,
      String card,
      String line,
      Instant now,
      Optional<Duration> again,
      Iterable<Duration> pauses)
      throws SQLException {
    transaction.update(
        "insert into sms_router.own_numbers (card, line, next_at) values (?, ?, ?) on conflict do nothing",
        card,
        line,
        now);
    Optional<Integer> tries =
        transaction.first(
            """
            select tries from sms_router.own_numbers
            where card = ? and number = '' and (next_at <= ? or asked_at <= ?) for update skip locked
            """,
            row -> row.getInt(1),
            card,
            now,
            again.map(now::minus).orElse(Instant.EPOCH));
    if (tries.isEmpty()) {
      return Optional.empty();
    }
    Duration pause = Duration.ZERO;
    int left = tries.get();
    for (Duration each : pauses) {
      pause = each;
      if (left-- == 0) {
        break;
      }
    }
    transaction.update(
        """
        update sms_router.own_numbers
        set line = ?, tries = tries + 1, asked_at = ?, next_at = ?, answer_from = '' where card = ?
        """,
        line,
        now,
        now.plus(pause),
        card);
    return Optional.of(tries.get() + 1);
  }

  /// A short message from this sender will be the answer.
  public static int awaitFrom(Transaction transaction, String card, String sender, Instant until)
      throws SQLException {
    return transaction.update(
        "update sms_router.own_numbers set answer_from = ?, answer_until = ? where card = ?",
        sender,
        until,
        card);
  }

  /// A card that waits for an answer on a line.
  public record Awaited(String card, String sender) {}

  /// Whom a line waits for.
  public static Optional<Awaited> awaited(Transaction transaction, String line, Instant now)
      throws SQLException {
    return transaction.first(
        """
        select card, answer_from from sms_router.own_numbers
        where line = ? and answer_from <> '' and answer_until > ? order by asked_at desc limit 1
        """,
        row -> new Awaited(row.getString(1), row.getString(2)),
        line,
        now);
  }

  /// The number was found.
  public static int found(Transaction transaction, String card, String number) throws SQLException {
    return transaction.update(
        "update sms_router.own_numbers set number = ?, answer_from = '' where card = ?",
        number,
        card);
  }
}
