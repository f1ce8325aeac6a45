package io.patchbay.sms.store;

import io.patchbay.sms.delivery.Report;
import io.patchbay.sms.ledger.PartEvent;
import io.patchbay.sms.store.Database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Status reports and the parts they are about.
public final class Reports {
  /// A reference is one octet and comes round; older parts are other messages.
  private static final Duration MEMORY = Duration.ofDays(7);

  /// How much earlier than the modem's answer a report may be.
  private static final Duration HEAD_START = Duration.ofMinutes(5);

  private Reports() {}

  private record Sent(String messageId, int part, String recipient) {}

  /// Takes a report in, once, and moves the part it is about.
  ///
  /// @return whether the fact was new
  public static boolean take(
      Transaction transaction, String factId, String line, Report report, byte[] pdu, Instant now)
      throws SQLException {
    int added =
        transaction.update(
            """
            insert into sms_router.reports (fact_id, line, reference, recipient, status, received_at, pdu)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            factId,
            line,
            report.reference(),
            report.recipient(),
            report.status(),
            now,
            pdu);
    if (added == 0) {
      return false;
    }
    Optional<Sent> sent = about(transaction, line, report, now);
    if (sent.isPresent()) {
      Outbound.lock(transaction, sent.get().messageId());
      apply(transaction, factId, sent.get().messageId(), sent.get().part(), report);
      Outbound.publish(transaction, sent.get().messageId(), now, reason(report));
    }
    return true;
  }

  /// The last part sent by this line with this reference to this recipient.
  private static Optional<Sent> about(
      Transaction transaction, String line, Report report, Instant now) throws SQLException {
    return transaction
        .list(
            """
            select message_id, part, recipient from sms_router.parts
            where line = ? and reference = ? and sent_at > ? order by sent_at desc limit 50
            """,
            row -> new Sent(row.getString(1), row.getInt(2), row.getString(3)),
            line,
            report.reference(),
            now.minus(MEMORY))
        .stream()
        .filter(part -> report.concerns(part.recipient()))
        .findFirst();
  }

  private record Early(String factId, Report report) {}

  /// Reports that came before the modem's answer told the reference; the message is locked.
  static void matchEarlier(Transaction transaction, Job job, int part, int reference, Instant now)
      throws SQLException {
    String recipient =
        transaction
            .first(
                "select recipient from sms_router.parts where message_id = ? and part = ?",
                row -> row.getString(1),
                job.messageId(),
                part)
            .orElse("");
    List<Early> early =
        transaction.list(
            """
            select fact_id, reference, recipient, status from sms_router.reports
            where line = ? and reference = ? and message_id is null and received_at > ? order by received_at
            """,
            Reports::early,
            job.line(),
            reference,
            now.minus(HEAD_START));
    for (Early one : early) {
      if (one.report.concerns(recipient)) {
        apply(transaction, one.factId, job.messageId(), part, one.report);
        Outbound.publish(transaction, job.messageId(), now, reason(one.report));
      }
    }
  }

  private static Early early(ResultSet row) throws SQLException {
    return new Early(row.getString(1), new Report(row.getInt(2), row.getString(3), row.getInt(4)));
  }

  private static void apply(
      Transaction transaction, String factId, String messageId, int part, Report report)
      throws SQLException {
    Outbound.apply(transaction, messageId, part, report.event());
    transaction.update(
        "update sms_router.reports set message_id = ?, part = ? where fact_id = ?",
        messageId,
        part,
        factId);
  }

  /// Nothing new when it says "delivered".
  private static @Nullable String reason(Report report) {
    return report.event() instanceof PartEvent.Delivered ? null : report.words();
  }
}
