package io.patchbay.sms.store;

import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.store.Database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Messages that came in to lines that do something by themselves, until that is done; and what
/// they have answered.
public final class Arrivals {
  /// Who took one and died lets go of it then.
  private static final Duration HOLD = Duration.ofSeconds(30);

  private static final int MOST_TRIES = 10;
  private static final Duration MEMORY = Duration.ofDays(1);

  private Arrivals() {}

  static void add(Transaction transaction, String messageId, Instant now) throws SQLException {
    transaction.update(
        "insert into sms_router.arrivals (message_id, next_at) values (?, ?) on conflict do nothing",
        messageId,
        now);
  }

  /// Takes the next; it comes again unless it is [#done].
  public static Optional<Message> next(Transaction transaction, Instant now) throws SQLException {
    Optional<String> id =
        transaction.first(
            """
            update sms_router.arrivals set next_at = ?, tries = tries + 1 where message_id =
              (select message_id from sms_router.arrivals where next_at <= ?
               order by next_at limit 1 for update skip locked)
            returning message_id
            """,
            row -> row.getString(1),
            now.plus(HOLD),
            now);
    transaction.update("delete from sms_router.arrivals where tries > ?", MOST_TRIES);
    return id.isEmpty() ? Optional.empty() : Messages.get(transaction, id.get());
  }

  /// Nothing is left to do with it.
  public static int done(Transaction transaction, String messageId) throws SQLException {
    return transaction.update("delete from sms_router.arrivals where message_id = ?", messageId);
  }

  /// Whether a line may answer somebody by itself now; it then counts as done.
  ///
  /// @param gap between two answers to one sender
  /// @param perSender at most, within a day
  /// @param perLine at most, within a day
  public static boolean mayReply(
      Transaction transaction,
      String line,
      String peer,
      Instant now,
      Duration gap,
      int perSender,
      int perLine)
      throws SQLException {
    transaction.update(
        "delete from sms_router.auto_replies where line = ? and at < ?", line, now.minus(MEMORY));
    boolean may =
        transaction
            .first(
                """
                select count(*) < ? and count(*) filter (where peer = ?) < ?
                  and count(*) filter (where peer = ? and at > ?) = 0
                from sms_router.auto_replies where line = ?
                """,
                row -> row.getBoolean(1),
                perLine,
                peer,
                perSender,
                peer,
                now.minus(gap),
                line)
            .orElse(false);
    if (may) {
      transaction.update(
          "insert into sms_router.auto_replies (line, peer, at) values (?, ?, ?)", line, peer, now);
    }
    return may;
  }
}
