package io.patchbay.sms.own;

import io.patchbay.contract.Fault;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.store.Arrivals;
import io.patchbay.sms.store.Database;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows each message that came in to those who wait for one; again when that failed.
public final class ArrivalDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ArrivalDesk.class);

  private final Database database;
  private final OwnNumberDesk numbers;
  private final AutoReplies replies;
  private final InstantSource clock;

  public ArrivalDesk(
      Database database, OwnNumberDesk numbers, AutoReplies replies, InstantSource clock) {
    this.database = database;
    this.numbers = numbers;
    this.replies = replies;
    this.clock = clock;
  }

  /// Takes one.
  ///
  /// @return whether there was one
  public boolean takeOne() {
    Optional<Message> next =
        database.transact(transaction -> Arrivals.next(transaction, clock.instant()));
    next.ifPresent(this::take);
    return next.isPresent();
  }

  private void take(Message message) {
    try {
      numbers.arrived(message);
      replies.arrived(message);
    } catch (Fault e) {
      if (e.kind() == Fault.Kind.UNAVAILABLE || e.kind() == Fault.Kind.TIMED_OUT) {
        throw e; // it comes again
      }
      LOG.warn("line {}: no answer by itself: {}", message.getLine(), e.getMessage());
    }
    var _ = database.transact(transaction -> Arrivals.done(transaction, message.getMessageId()));
  }
}
