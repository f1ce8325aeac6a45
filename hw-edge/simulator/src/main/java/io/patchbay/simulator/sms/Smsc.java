package io.patchbay.simulator.sms;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.network.NetworkTimings;
import io.patchbay.simulator.network.PhoneNumber;
import io.patchbay.simulator.time.Timeline;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.SmsText;
import io.patchbay.tpdu.SmscTime;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The short message service centre: stores and forwards (TS 23.040), reports when asked (TP-SRR).
///
/// Tries again while the recipient is away, for a day. On the world's thread.
public final class Smsc {
  /// The service centre's address.
  public static final String ADDRESS = "+8613800100500";

  /// TP-ST of a message that got there.
  static final int DELIVERED = 0x00;

  /// TP-ST: the number leads nowhere (permanent, "not obtainable").
  static final int NOT_OBTAINABLE = 0x43;

  /// TP-ST: validity period expired.
  static final int EXPIRED = 0x46;

  private static final Duration KEPT = Duration.ofDays(1);
  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private final Timeline timeline;
  private final NetworkTimings timings;
  private final Function<String, Optional<SmsRecipient>> directory;
  private int lastReference;

  /// @param directory finds who has a number in normal form
  public Smsc(
      Timeline timeline,
      NetworkTimings timings,
      Function<String, Optional<SmsRecipient>> directory) {
    this.timeline = requireNonNull(timeline, "timeline");
    this.timings = requireNonNull(timings, "timings");
    this.directory = requireNonNull(directory, "directory");
  }

  /// Takes an SMS-SUBMIT from a SIM and forwards it.
  ///
  /// @param reference TP-MR as the modem numbered it
  /// @throws SmsException it cannot be parsed or has no proper destination
  public void submit(String originator, byte[] tpdu, int reference) throws SmsException {
    Tpdu.Submit submit;
    String destination;
    Address from;
    try {
      if (!(Tpdu.decode(tpdu) instanceof Tpdu.Submit decoded)) {
        throw new SmsException("the TPDU is no SMS-SUBMIT");
      }
      submit = decoded;
      destination = PhoneNumber.normal(submit.destination().value());
      from = Address.of(originator);
    } catch (TpduException | IllegalArgumentException e) {
      throw new SmsException(String.valueOf(e.getMessage()));
    }
    SmscTime accepted = now();
    Tpdu.Deliver deliver =
        new Tpdu.Deliver(
            false,
            false,
            false,
            false,
            from,
            submit.protocolId(),
            submit.coding(),
            accepted,
            submit.data());
    Item item =
        new Item(
            destination,
            deliver.encode(),
            timeline.instant().plus(KEPT),
            status -> {
              if (submit.statusReport()) {
                report(originator, reference, submit.destination(), accepted, status);
              }
            });
    timeline.after(timings.smsDelivery(), () -> attempt(item));
  }

  /// Sends text from a subscriber, in as many parts as it takes.
  ///
  /// @return the number of parts
  /// @throws SmsException the text is too long or the originator no address
  public int send(String originator, String destination, String text) throws SmsException {
    lastReference = (lastReference + 1) & 0xFF;
    List<SmsText.Part> parts;
    Address from;
    try {
      parts = SmsText.split(text, lastReference);
      from = Address.of(originator);
    } catch (TpduException e) {
      throw new SmsException(String.valueOf(e.getMessage()));
    }
    Duration delay = timings.smsDelivery();
    for (SmsText.Part part : parts) {
      byte[] tpdu = Tpdu.Deliver.of(from, now(), part).encode();
      Item item = new Item(destination, tpdu, timeline.instant().plus(KEPT), _ -> {});
      timeline.after(delay, () -> attempt(item));
      delay = delay.plusMillis(50);
    }
    return parts.size();
  }

  /// Delivers a message that a recipient took but did not acknowledge once more, later.
  public void redeliver(String destination, byte[] tpdu) {
    Item item = new Item(destination, tpdu, timeline.instant().plus(KEPT), _ -> {});
    timeline.after(timings.smsRetry(), () -> attempt(item));
  }

  private void attempt(Item item) {
    Optional<SmsRecipient> recipient = directory.apply(item.destination);
    if (recipient.isEmpty()) {
      item.outcome.accept(NOT_OBTAINABLE);
    } else if (recipient.get().take(item.tpdu)) {
      item.outcome.accept(DELIVERED);
    } else if (timeline.instant().isAfter(item.until)) {
      item.outcome.accept(EXPIRED);
    } else {
      timeline.after(timings.smsRetry(), () -> attempt(item));
    }
  }

  private void report(
      String originator, int reference, Address recipient, SmscTime accepted, int status) {
    byte[] tpdu =
        new Tpdu.StatusReport(false, reference, recipient, accepted, now(), status).encode();
    Item item = new Item(originator, tpdu, timeline.instant().plus(KEPT), _ -> {});
    timeline.after(timings.smsDelivery(), () -> attempt(item));
  }

  private SmscTime now() {
    return SmscTime.of(OffsetDateTime.ofInstant(timeline.instant(), ZONE));
  }

  private record Item(
      String destination, byte[] tpdu, Instant until, java.util.function.IntConsumer outcome) {}
}
