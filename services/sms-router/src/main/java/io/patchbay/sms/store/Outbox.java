package io.patchbay.sms.store;

import io.patchbay.contract.Topics;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.store.Database.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events that are to reach Kafka, kept with the change they tell of until the broker has them.
public final class Outbox {
  private static final String INSERT =
      "insert into sms_router.outbox (topic, key, value) values (?, ?, ?)";
  private static final int ONE_SENDER = 0x736D7301;

  private Outbox() {}

  /// One event.
  public record Event(long id, String topic, String key, byte[] value) {}

  /// Tells of a change.
  static void changed(Transaction transaction, Message message) throws SQLException {
    transaction.update(
        INSERT, Topics.SMS_STATUS.name(), message.getMessageId(), message.toByteArray());
  }

  /// Tells of messages accepted.
  static void accepted(Transaction transaction, List<Message> messages) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Message message : messages) {
      byte[] value = message.toByteArray();
      rows.add(new Object[] {Topics.SMS_OUTBOUND.name(), message.getMessageId(), value});
      rows.add(new Object[] {Topics.SMS_STATUS.name(), message.getMessageId(), value});
    }
    transaction.batch(INSERT, rows);
  }

  /// The oldest events; none when another replica is sending, so that the order of a message's
  /// events is kept.
  public static List<Event> oldest(Transaction transaction, int limit) throws SQLException {
    boolean mine =
        transaction
            .first("select pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), ONE_SENDER)
            .orElse(false);
    return mine
        ? transaction.list(
            "select id, topic, key, value from sms_router.outbox order by id limit ?",
            row -> new Event(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)),
            limit)
        : List.of();
  }

  /// They are safe in Kafka.
  public static void delete(Transaction transaction, List<Event> sent) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    sent.forEach(event -> rows.add(new Object[] {event.id()}));
    transaction.batch("delete from sms_router.outbox where id = ?", rows);
  }
}
