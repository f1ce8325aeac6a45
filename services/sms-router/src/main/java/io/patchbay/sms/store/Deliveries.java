package io.patchbay.sms.store;

import io.patchbay.sms.store.Database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Inbound messages on their way to an extension.
public final class Deliveries {
  /// An extension that does not register for so long does not get the message; it stays in the
  /// ledger.
  public static final Duration PATIENCE = Duration.ofDays(1);

  private static final Duration CLAIM = Duration.ofMinutes(1);

  private Deliveries() {}

  /// One delivery that is due.
  ///
  /// @param from user part of the sender's address; not empty
  /// @param tries before this one
  public record Delivery(
      String messageId, String extension, String from, String text, int tries, Instant expiresAt) {}

  static void add(Transaction transaction, String messageId, String extension, Instant now)
      throws SQLException {
    transaction.update(
        "insert into sms_router.deliveries (message_id, extension, next_at, expires_at) values (?, ?, ?, ?)",
        messageId,
        extension,
        now,
        now.plus(PATIENCE));
  }

  /// Claims the delivery that is due longest.
  public static Optional<Delivery> claim(Transaction transaction, Instant now) throws SQLException {
    return transaction.first(
        """
        update sms_router.deliveries d set next_at = ? from sms_router.messages m
        where m.message_id = d.message_id and d.message_id = (
          select message_id from sms_router.deliveries where next_at <= ?
          order by next_at, message_id limit 1 for update skip locked)
        returning d.message_id, d.extension, m.peer, m.line, m.text, m.reason, d.tries, d.expires_at
        """,
        Deliveries::read,
        now.plus(CLAIM),
        now);
  }

  private static Delivery read(ResultSet row) throws SQLException {
    String peer = row.getString("peer");
    String line = row.getString("line");
    String text = row.getString("text");
    return new Delivery(
        row.getString("message_id"),
        row.getString("extension"),
        peer.isEmpty() ? line : peer,
        text.isEmpty() ? notice(peer, line, row.getString("reason")) : text,
        row.getInt("tries"),
        Database.instant(row, "expires_at"));
  }

  private static String notice(String peer, String line, String reason) {
    return "A message from %s on line %s could not be read: %s"
        .formatted(peer.isEmpty() ? "unknown" : peer, line, reason);
  }

  /// It is over: delivered or given up.
  ///
  /// @param sipStatus the last one; 0: none
  public static void over(Transaction transaction, Delivery delivery, int sipStatus, String outcome)
      throws SQLException {
    transaction.update(
        "update sms_router.deliveries set next_at = null, tries = tries + 1, sip_status = ?, outcome = ? where message_id = ?",
        sipStatus,
        outcome,
        delivery.messageId());
  }

  /// It will be tried again.
  public static void later(
      Transaction transaction, Delivery delivery, int sipStatus, String outcome, Instant next)
      throws SQLException {
    transaction.update(
        "update sms_router.deliveries set next_at = ?, tries = tries + 1, sip_status = ?, outcome = ? where message_id = ?",
        next,
        sipStatus,
        outcome,
        delivery.messageId());
  }
}
