package io.patchbay.sms.store;

import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.sms.ledger.PartEvent;
import io.patchbay.sms.ledger.PartMachine;
import io.patchbay.sms.ledger.PartState;
import io.patchbay.sms.ledger.Progress;
import io.patchbay.sms.store.Database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The queue of messages to send, shared by all replicas, and what became of their parts.
public final class Outbound {
  /// How long a claim holds without a sign of life of the worker.
  public static final Duration CLAIM = Duration.ofMinutes(2);

  private Outbound() {}

  /// Lines something is due on.
  public static List<String> dueLines(Transaction transaction, Instant now) throws SQLException {
    return transaction.list(
        """
        select distinct line from sms_router.queue where next_at <= ?
        except select line from sms_router.paces where next_at > ?
        """,
        row -> row.getString(1),
        now,
        now);
  }

  /// As [#claim(Transaction, String, Instant)], for a line that keeps an interval: nothing before
  /// it is over, and the line is the worker's alone until [#paced].
  public static Optional<Job> claimPaced(Transaction transaction, String line, Instant now)
      throws SQLException {
    transaction.update(
        "insert into sms_router.paces (line, next_at) values (?, ?) on conflict do nothing",
        line,
        now);
    boolean free =
        transaction
            .first(
                "select next_at from sms_router.paces where line = ? for update",
                row -> Database.instant(row, "next_at"),
                line)
            .filter(next -> !next.isAfter(now))
            .isPresent();
    Optional<Job> job = free ? claim(transaction, line, now) : Optional.empty();
    if (job.isPresent()) {
      paced(transaction, line, now.plus(CLAIM));
    }
    return job;
  }

  /// The line's next part may be sent then.
  public static void paced(Transaction transaction, String line, Instant next) throws SQLException {
    transaction.update("update sms_router.paces set next_at = ? where line = ?", next, line);
  }

  /// The rest of a message goes on before anything else that waits for the line.
  public static void first(Transaction transaction, Job job) throws SQLException {
    requeue(transaction, job, job.line(), Instant.EPOCH);
  }

  /// Claims the oldest message that is due on a line; rows other replicas hold are passed over.
  public static Optional<Job> claim(Transaction transaction, String line, Instant now)
      throws SQLException {
    Optional<String> id =
        transaction.first(
            """
            update sms_router.queue set next_at = ? where message_id = (
              select message_id from sms_router.queue where line = ? and next_at <= ?
              order by next_at, message_id limit 1 for update skip locked)
            returning message_id
            """,
            row -> row.getString(1),
            now.plus(CLAIM),
            line,
            now);
    return id.isEmpty() ? Optional.empty() : job(transaction, id.get(), line);
  }

  private static Optional<Job> job(Transaction transaction, String messageId, String line)
      throws SQLException {
    List<Job.Part> parts =
        transaction.list(
            "select part, state, tpdu, attempt, unknown from sms_router.parts where message_id = ? order by part",
            Outbound::part,
            messageId);
    return transaction.first(
        """
        select lines, tries, service_centre, origin, waits_for_limits, expires_at from sms_router.messages
        where message_id = ?
        """,
        row ->
            new Job(
                messageId,
                line,
                List.of(row.getString(1).split(" ")),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                Database.instant(row, "expires_at"),
                parts),
        messageId);
  }

  private static Job.Part part(ResultSet row) throws SQLException {
    return new Job.Part(
        row.getInt(1), state(row.getInt(2)), row.getBytes(3), row.getInt(4), row.getInt(5));
  }

  static PartState state(int code) {
    return PartState.ofCode(code);
  }

  /// A modem is about to be asked; the claim is renewed.
  ///
  /// @return the part's state then: one that is no longer open must not be sent
  public static PartState asking(Transaction transaction, Job job, int part, Instant now)
      throws SQLException {
    lock(transaction, job.messageId());
    PartState state = apply(transaction, job.messageId(), part, new PartEvent.Asked());
    transaction.update(
        "update sms_router.parts set line = ? where message_id = ? and part = ? and state = ?",
        job.line(),
        job.messageId(),
        part,
        PartState.SENDING.code());
    transaction.update(
        "update sms_router.queue set next_at = ? where message_id = ?",
        now.plus(CLAIM),
        job.messageId());
    publish(transaction, job.messageId(), now, null);
    return state;
  }

  /// The network took the part.
  ///
  /// @param reference TP-MR of the modem, if it named one
  public static void taken(
      Transaction transaction, Job job, int part, Optional<Integer> reference, Instant now)
      throws SQLException {
    lock(transaction, job.messageId());
    apply(transaction, job.messageId(), part, new PartEvent.Taken());
    transaction.update(
        "update sms_router.parts set reference = ?, sent_at = ?, line = ? where message_id = ? and part = ?",
        reference.orElse(null),
        now,
        job.line(),
        job.messageId(),
        part);
    if (reference.isPresent()) {
      Reports.matchEarlier(transaction, job, part, reference.get(), now);
    }
    publish(transaction, job.messageId(), now, null);
  }

  /// The part was certainly not sent: the message goes on at another time or line.
  public static void again(
      Transaction transaction, Job job, int part, String line, Instant next, Instant now)
      throws SQLException {
    lock(transaction, job.messageId());
    apply(transaction, job.messageId(), part, new PartEvent.Refused());
    transaction.update(
        "update sms_router.parts set attempt = attempt + 1, unknown = 0 where message_id = ? and part = ?",
        job.messageId(),
        part);
    transaction.update(
        "update sms_router.messages set line = ?, tries = tries + 1 where message_id = ?",
        line,
        job.messageId());
    requeue(transaction, job, line, next);
    publish(transaction, job.messageId(), now, null);
  }

  /// Nobody knows whether it was sent: the same command is asked again later.
  public static void unknown(Transaction transaction, Job job, int part, int answers, Instant next)
      throws SQLException {
    transaction.update(
        "update sms_router.parts set unknown = unknown + ? where message_id = ? and part = ?",
        answers,
        job.messageId(),
        part);
    requeue(transaction, job, job.line(), next);
  }

  /// What is still open is not sent any more.
  public static void giveUp(Transaction transaction, Job job, String reason, Instant now)
      throws SQLException {
    lock(transaction, job.messageId());
    for (Job.Part part : job.parts()) {
      if (part.open()) {
        apply(transaction, job.messageId(), part.number(), new PartEvent.GivenUp());
      }
    }
    publish(transaction, job.messageId(), now, reason);
  }

  private static void requeue(Transaction transaction, Job job, String line, Instant next)
      throws SQLException {
    transaction.update(
        "update sms_router.queue set line = ?, next_at = ? where message_id = ?",
        line,
        next,
        job.messageId());
  }

  /// Changes of one message follow each other.
  static void lock(Transaction transaction, String messageId) throws SQLException {
    transaction.list(
        "select 1 from sms_router.messages where message_id = ? for update",
        row -> row.getInt(1),
        messageId);
  }

  static PartState apply(Transaction transaction, String messageId, int part, PartEvent event)
      throws SQLException {
    PartState before =
        transaction
            .first(
                "select state from sms_router.parts where message_id = ? and part = ?",
                row -> state(row.getInt(1)),
                messageId,
                part)
            .orElseThrow(() -> new SQLException("no part " + part + " of " + messageId));
    PartState after = PartMachine.on(before, event);
    if (after != before) {
      transaction.update(
          "update sms_router.parts set state = ? where message_id = ? and part = ?",
          after.code(),
          messageId,
          part);
    }
    return after;
  }

  /// Brings the message up to its parts, takes it out of the queue when nothing is left to send,
  /// and tells of a change.
  static void publish(
      Transaction transaction, String messageId, Instant now, @Nullable String reason)
      throws SQLException {
    Progress progress =
        Progress.of(
            transaction.list(
                "select state from sms_router.parts where message_id = ?",
                row -> state(row.getInt(1)),
                messageId));
    Message before =
        Messages.get(transaction, messageId)
            .orElseThrow(() -> new SQLException("no message " + messageId));
    if (over(progress.state())) {
      transaction.update("delete from sms_router.queue where message_id = ?", messageId);
    }
    String why = reason != null ? reason : before.getReason();
    if (progress.state() == MessageState.MESSAGE_STATE_DELIVERED) {
      why = "";
    }
    Message after =
        before.toBuilder()
            .setState(progress.state())
            .setPartsDone(progress.partsDone())
            .setReason(why)
            .build();
    if (!after.equals(before)) {
      Messages.update(transaction, after.toBuilder().setUpdatedAt(Messages.timestamp(now)).build());
    }
  }

  private static boolean over(MessageState state) {
    return state == MessageState.MESSAGE_STATE_SENT
        || state == MessageState.MESSAGE_STATE_DELIVERED
        || state == MessageState.MESSAGE_STATE_FAILED;
  }
}
