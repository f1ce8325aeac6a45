package io.patchbay.sms.own;

import io.patchbay.proto.config.v1.AutoReply;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.store.Arrivals;
import io.patchbay.sms.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lines that answer by themselves. Thread-safe.
public final class AutoReplies {
  private static final Logger LOG = LoggerFactory.getLogger(AutoReplies.class);
  private static final Duration GAP = Duration.ofSeconds(10);
  private static final int PER_SENDER = 5;
  private static final int PER_LINE = 100;

  private final Configuration configuration;
  private final Database database;
  private final OwnNumberDesk.Sending sending;
  private final InstantSource clock;

  public AutoReplies(
      Configuration configuration,
      Database database,
      OwnNumberDesk.Sending sending,
      InstantSource clock) {
    this.configuration = configuration;
    this.database = database;
    this.sending = sending;
    this.clock = clock;
  }

  /// Answers a message that came in, if its line does.
  public void arrived(Message message) {
    Configuration.Snapshot now = configuration.now();
    String line = message.getLine();
    List<AutoReply> all =
        now.documents().lines().values().stream()
            .filter(spec -> spec.getMessages().hasAutoReply())
            .map(AutoReplies::of)
            .toList();
    Optional<String> reply =
        Answers.reply(of(now.line(line)), all, message.getPeer(), message.getText());
    if (reply.isEmpty()) {
      return;
    }
    boolean may =
        database.transact(transaction ->
            Arrivals.mayReply(
                transaction, line, message.getPeer(), clock.instant(), GAP, PER_SENDER, PER_LINE));
    if (!may) {
      LOG.warn("line {}: too many answers by itself; {} gets none", line, message.getMessageId());
      return;
    }
    var _ =
        sending.send(
            SendMessageRequest.newBuilder()
                .setTo(message.getPeer())
                .setText(reply.get())
                .setLine(line)
                .setOrigin("auto-reply/" + line)
                .setRequestId("auto-reply-" + message.getMessageId())
                .build());
  }

  private static AutoReply of(LineSpec line) {
    return line.getMessages().getAutoReply();
  }
}
