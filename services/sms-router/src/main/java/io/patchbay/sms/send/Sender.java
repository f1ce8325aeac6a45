package io.patchbay.sms.send;

import io.patchbay.sms.control.Trunks;
import io.patchbay.sms.control.Trunks.SendResult;
import io.patchbay.sms.ledger.PartState;
import io.patchbay.sms.route.Refusal;
import io.patchbay.sms.route.Retry;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Job;
import io.patchbay.sms.store.Outbound;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
  private final Conditions conditions;
  private final InstantSource clock;
  private final Runnable changed;

  /// @param changed called when events wait in the outbox
  public Sender(
      Database database,
      Trunks trunks,
      Conditions conditions,
      InstantSource clock,
      Runnable changed) {
    this.database = database;
    this.trunks = trunks;
    this.conditions = conditions;
    this.clock = clock;
    this.changed = changed;
  }

  /// Works on a claimed message until it is sent, refused, unknown, or its line has to pause.
  public void send(Job job) {
    Duration interval = conditions.interval(job.line());
    boolean asked = reserved(job) && sendParts(job, interval.isPositive());
    if (interval.isPositive()) {
      Instant now = clock.instant();
      database.transact(transaction -> {
        Outbound.paced(transaction, job.line(), asked ? now.plus(interval) : now);
        return true;
      });
    }
  }

  /// Limits let the line send what is left of the message.
  private boolean reserved(Job job) {
    Optional<Job.Part> first = job.parts().stream().filter(Job.Part::open).findFirst();
    if (first.isEmpty() || expired(job, first.get())) {
      return true;
    }
    int open = job.unsentFrom(first.get());
    job.leaseBefore().ifPresent(lease -> conditions.settle(job, lease, job.parts().size()));
    Optional<Refusal> against = conditions.reserve(job, open);
    against.ifPresent(refusal -> refused(job, first.get(), waiting(job, refusal), bound(job)));
    return against.isEmpty();
  }

  /// A message that waits for limits is tried later by whichever of its lines is first.
  private static Refusal waiting(Job job, Refusal refusal) {
    return job.waitsForLimits() ? new Refusal(Refusal.Kind.TEMPORARY, refusal.reason()) : refusal;
  }

  /// A part has left by this line.
  private static boolean bound(Job job) {
    return job.parts().stream().anyMatch(part -> !part.open());
  }

  private boolean expired(Job job, Job.Part part) {
    return part.state() == PartState.WAITING && clock.instant().isAfter(job.expiresAt());
  }

  /// @param oneByOne the line pauses after each part
  /// @return whether a modem was asked
  private boolean sendParts(Job job, boolean oneByOne) {
    boolean bound = bound(job);
    boolean asked = false;
    List<Job.Part> open = job.parts().stream().filter(Job.Part::open).toList();
    for (Job.Part part : open) {
      if (asked && oneByOne) {
        database.transact(transaction -> {
          Outbound.first(transaction, job);
          return true;
        });
        return true;
      }
      if (expired(job, part)) {
        giveUp(job, job.unsentFrom(part), "not sent within its validity");
        return asked;
      }
      if (ask(job, part)) {
        asked = true;
        if (!send(job, part, bound)) {
          return true;
        }
      }
      bound = true;
    }
    conditions.settle(job, job.lease(), 0);
    return asked;
  }

  /// @return whether the modem is to be asked: nobody sent the part meanwhile
  private boolean ask(Job job, Job.Part part) {
    PartState state =
        database.transact(
            transaction -> Outbound.asking(transaction, job, part.number(), clock.instant()));
    changed.run();
    return state == PartState.SENDING;
  }

  /// @param bound another part has left by this line
  /// @return whether to go on with the next part
  private boolean send(Job job, Job.Part part, boolean bound) {
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
      case Retry.GiveUp(String reason) -> giveUp(job, job.unsentFrom(part), reason);
      case Retry.On on -> {
        Instant now = clock.instant();
        database.transact(transaction -> {
          Outbound.again(transaction, job, part.number(), on.line(), now.plus(on.pause()), now);
          return true;
        });
        changed.run();
        if (!bound) {
          conditions.settle(job, job.lease(), job.parts().size());
        }
      }
    }
  }

  private void unknown(Job job, Job.Part part, SendResult.Unknown unknown) {
    int answers = part.unknown() + (unknown.answered() ? 1 : 0);
    Instant now = clock.instant();
    if (answers >= Retry.MOST_UNKNOWN_ANSWERS || now.isAfter(job.expiresAt())) {
      giveUp(job, job.unsentFrom(part) - 1, "outcome unknown: " + unknown.reason());
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

  /// @param unsent parts nobody can have
  private void giveUp(Job job, int unsent, String reason) {
    LOG.info("message {} fails: {}", job.messageId(), reason);
    database.transact(transaction -> {
      Outbound.giveUp(transaction, job, reason, clock.instant());
      return true;
    });
    changed.run();
    conditions.settle(job, job.lease(), unsent);
  }
}
