package io.patchbay.sms.send;

import io.patchbay.sms.control.Trunks;
import io.patchbay.sms.control.Trunks.SendResult;
import io.patchbay.sms.ledger.PartState;
import io.patchbay.sms.route.Refusal;
import io.patchbay.sms.route.Retry;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Job;
import io.patchbay.sms.store.Outbound;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the parts of one message in order and writes down each step before and after it.
///
/// Whatever dies in between, the next worker asks with the same command id, and the edge answers
/// with the first result: a part leaves once. Thread-safe.
public final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Database database;
  private final Trunks trunks;
  private final InstantSource clock;
  private final Runnable changed;

  /// @param changed called when events wait in the outbox
  public Sender(Database database, Trunks trunks, InstantSource clock, Runnable changed) {
    this.database = database;
    this.trunks = trunks;
    this.clock = clock;
    this.changed = changed;
  }

  /// Works on a claimed message until it is sent, refused or unknown.
  public void send(Job job) {
    boolean bound = job.parts().stream().anyMatch(part -> !part.open());
    for (Job.Part part : job.parts()) {
      if (!part.open()) {
        continue;
      }
      if (!send(job, part, bound)) {
        return;
      }
      bound = true;
    }
  }

  /// @param bound another part has left by this line
  /// @return whether to go on with the next part
  private boolean send(Job job, Job.Part part, boolean bound) {
    Instant now = clock.instant();
    if (part.state() == PartState.WAITING && now.isAfter(job.expiresAt())) {
      giveUp(job, "not sent within its validity");
      return false;
    }
    PartState state =
        database.transact(
            transaction -> Outbound.asking(transaction, job, part.number(), clock.instant()));
    changed.run();
    if (state != PartState.SENDING) {
      return true;
    }
    return switch (trunks.sendSms(
        job.line(), job.commandId(part), job.serviceCentre(), part.tpdu())) {
      case SendResult.Taken taken -> {
        database.transact(transaction -> {
          Outbound.taken(transaction, job, part.number(), taken.reference(), clock.instant());
          return true;
        });
        changed.run();
        yield true;
      }
      case SendResult.Refused(Refusal refusal) -> {
        refused(job, part, refusal, bound);
        yield false;
      }
      case SendResult.Unknown unknown -> {
        unknown(job, part, unknown);
        yield false;
      }
    };
  }

  private void refused(Job job, Job.Part part, Refusal refusal, boolean bound) {
    LOG.info(
        "message {} part {}: line {} refuses: {}",
        job.messageId(),
        part.number(),
        job.line(),
        refusal.reason());
    switch (Retry.after(refusal, job.lines(), job.line(), job.tries() + 1, bound)) {
      case Retry.GiveUp(String reason) -> giveUp(job, reason);
      case Retry.On on -> {
        Instant now = clock.instant();
        database.transact(transaction -> {
          Outbound.again(transaction, job, part.number(), on.line(), now.plus(on.pause()), now);
          return true;
        });
        changed.run();
      }
    }
  }

  private void unknown(Job job, Job.Part part, SendResult.Unknown unknown) {
    int answers = part.unknown() + (unknown.answered() ? 1 : 0);
    Instant now = clock.instant();
    if (answers >= Retry.MOST_UNKNOWN_ANSWERS || now.isAfter(job.expiresAt())) {
      giveUp(job, "outcome unknown: " + unknown.reason());
      return;
    }
    LOG.info(
        "message {} part {}: line {}: outcome unknown, asking again: {}",
        job.messageId(),
        part.number(),
        job.line(),
        unknown.reason());
    database.transact(transaction -> {
      Outbound.unknown(
          transaction,
          job,
          part.number(),
          unknown.answered() ? 1 : 0,
          now.plus(Retry.pause(answers)));
      return true;
    });
  }

  private void giveUp(Job job, String reason) {
    LOG.info("message {} fails: {}", job.messageId(), reason);
    database.transact(transaction -> {
      Outbound.giveUp(transaction, job, reason, clock.instant());
      return true;
    });
    changed.run();
  }
}
