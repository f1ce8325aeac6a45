package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.spool.Spool;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Fact;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spooled facts to the primary, in order and not too many at once. For the mailbox thread.
final class FactPump {
  private static final Logger LOG = LoggerFactory.getLogger(FactPump.class);

  /// Facts under way without an acknowledgement.
  static final int WINDOW = 500;

  /// No acknowledgement for so long: sent again from the last one.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Spool spool;
  private final Mailbox mailbox;
  private @Nullable Controller to;
  private Mailbox.@Nullable Cancellable overdue;
  private long sent;
  private long acked;

  FactPump(Spool spool, Mailbox mailbox) {
    this.spool = requireNonNull(spool, "spool");
    this.mailbox = requireNonNull(mailbox, "mailbox");
  }

  /// The primary changed: it gets everything that is not acknowledged.
  void target(@Nullable Controller next) {
    to = next;
    restart();
  }

  private void restart() {
    sent = 0;
    acked = 0;
    send();
  }

  /// There may be more to send.
  void send() {
    var target = to;
    if (target == null) {
      return;
    }
    // before the first fact is sent the position of the last acknowledged one is not known
    int room = sent == 0 ? WINDOW : (int) Math.max(0, WINDOW - (sent - acked));
    for (Fact fact : spool.facts(sent + 1, room)) {
      acked = sent == 0 ? fact.getSequence() - 1 : acked;
      sent = fact.getSequence();
      target.send(EdgeUp.newBuilder().setFact(fact).build());
    }
    watch();
  }

  /// Everything up to here is safe; only the primary's word for what it was sent counts.
  void acknowledged(Controller by, long sequence) {
    if (!by.equals(to) || sequence > sent) {
      LOG.warn("{} acknowledges {}, sent to it was {}: ignored", by.name(), sequence, sent);
      return;
    }
    if (sequence > acked) {
      acked = sequence;
      spool.acknowledge(sequence);
      stopWatch();
      send();
    }
  }

  private void watch() {
    if (sent > acked && overdue == null) {
      overdue =
          mailbox.after(
              PATIENCE,
              () -> {
                overdue = null;
                restart();
              });
    }
  }

  private void stopWatch() {
    if (overdue != null) {
      overdue.cancel();
      overdue = null;
    }
  }
}
