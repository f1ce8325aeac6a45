package io.patchbay.sms.door;

import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.control.Trunks;
import io.patchbay.sms.control.Trunks.SipResult;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Deliveries;
import io.patchbay.sms.store.Deliveries.Delivery;
import io.patchbay.sms.store.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings inbound messages to the extension of their line by SIP MESSAGE (RFC 3428), and what they
/// say of waiting voice mail by NOTIFY (RFC 3842), one at a time.
///
/// An extension that is not registered gets them when it is, within a day. The trunk delivers a
/// message id once, so a crash between its answer and our note repeats nothing.
public final class SipDoor {
  private static final Logger LOG = LoggerFactory.getLogger(SipDoor.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final Trunks trunks;
  private final InstantSource clock;

  public SipDoor(Database database, Trunks trunks, InstantSource clock) {
    this.database = database;
    this.trunks = trunks;
    this.clock = clock;
  }

  /// Tries the delivery that is due longest.
  ///
  /// @return whether one was due
  public boolean deliverOne() {
    Optional<Delivery> due =
        database.transact(transaction -> Deliveries.claim(transaction, clock.instant()));
    due.ifPresent(this::deliver);
    return due.isPresent();
  }

  private void deliver(Delivery delivery) {
    SipResult result = send(delivery);
    Instant now = clock.instant();
    String outcome = result.status() + " " + result.reason();
    boolean delivered = result.status() >= 200 && result.status() < 300;
    if (delivered || permanent(result.status()) || now.isAfter(delivery.expiresAt())) {
      LOG.info(
          "message {} to extension {}: {}: {}",
          delivery.messageId(),
          delivery.extension(),
          delivered ? "delivered" : "given up",
          outcome);
      database.transact(transaction -> {
        Deliveries.over(transaction, delivery, result.status(), outcome);
        return true;
      });
    } else {
      database.transact(transaction -> {
        Deliveries.later(
            transaction, delivery, result.status(), outcome, now.plus(pause(delivery.tries())));
        return true;
      });
    }
  }

  /// What waits is told besides the text, and a phone that does not want to know gets the text all
  /// the same.
  private SipResult send(Delivery delivery) {
    Message message =
        database
            .transact(transaction -> Messages.get(transaction, delivery.messageId()))
            .orElse(Message.getDefaultInstance());
    String summary = Summary.of(message.getWaitingList());
    if (!summary.isEmpty()) {
      SipResult told = trunks.sendSummary(delivery.messageId(), delivery.extension(), summary);
      if (message.getText().isEmpty() && !message.getUnparsed()) {
        return told;
      }
    }
    return trunks.sendMessage(
        delivery.messageId(), delivery.extension(), delivery.from(), delivery.text());
  }

  /// Answers another try will not change. 404, 408, 480 and 5xx may be different when the phone is
  /// back.
  private static boolean permanent(int status) {
    return switch (status) {
      case 400,
          403,
          405,
          413,
          414,
          415,
          416,
          420,
          481,
          488,
          489,
          493,
          501,
          505,
          513,
          603,
          604,
          606 ->
          true;
      default -> false;
    };
  }

  private static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
