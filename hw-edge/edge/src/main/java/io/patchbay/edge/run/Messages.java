package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.patchbay.contract.Fault;
import io.patchbay.edge.spool.MessageKey;
import io.patchbay.edge.spool.Spool;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.SendSms;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Short messages: spooled before they leave the SIM, sent once however often asked.
///
/// For the mailbox thread.
final class Messages {
  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final int MAX_TPDU = 176;

  private final String edge;
  private final Spool spool;
  private final Mailbox mailbox;
  private final FactPump facts;
  private final Consumer<CommandResult> finish;

  Messages(
      String edge, Spool spool, Mailbox mailbox, FactPump facts, Consumer<CommandResult> finish) {
    this.edge = requireNonNull(edge, "edge");
    this.spool = requireNonNull(spool, "spool");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.facts = requireNonNull(facts, "facts");
    this.finish = requireNonNull(finish, "finish");
  }

  /// A message is in the hardware: durable first, then deleted there.
  ///
  /// @param fact its form as a fact, without position and id
  void received(LineRunner line, String handle, byte[] pdu, Fact.Builder fact) {
    received(line, MessageKey.of(edge, line.name(), handle, pdu), handle, fact);
  }

  private void received(LineRunner line, String key, String handle, Fact.Builder fact) {
    try {
      spool.addMessage(
          key,
          fact.setEdge(edge).setLine(line.name()),
          written -> mailbox.post(() -> kept(line, key, handle, fact, written)));
    } catch (Fault full) {
      LOG.error("line {}: message {} stays there: {}", line.name(), handle, full.getMessage());
      again(() -> received(line, key, handle, fact));
    }
  }

  private void kept(
      LineRunner line, String key, String handle, Fact.Builder fact, boolean written) {
    if (written) {
      facts.send();
      delete(line, key, handle);
    } else {
      again(() -> received(line, key, handle, fact));
    }
  }

  private void delete(LineRunner line, String key, String handle) {
    line.submit(
        new LineCommand.DeleteSms(0, handle),
        outcome -> {
          switch (outcome) {
            case Outcome.Accepted _, Outcome.Surveyed _, Outcome.Forwards _ ->
                spool.messageDeleted(key);
            case Outcome.Refused(var kind, String reason) -> {
              LOG.warn("line {}: {} is not deleted: {}", line.name(), handle, reason);
              if (kind != io.patchbay.line.LineEvent.Refusal.INVALID) {
                again(() -> delete(line, key, handle));
              }
            }
          }
        });
  }

  /// As long as it takes: the hardware holds no more than a few dozen messages.
  private void again(Runnable task) {
    mailbox.after(RETRY, task);
  }

  /// Sends a message unless the id was seen before, in this life or the last.
  void send(LineRunner line, String commandId, SendSms send) {
    if (send.getTpdu().isEmpty() || send.getTpdu().size() > MAX_TPDU) {
      finish.accept(
          Up.refused(
              commandId, Refusal.REFUSAL_INVALID, "TPDU of " + send.getTpdu().size() + " octets"));
      return;
    }
    switch (spool.command(commandId)) {
      case Spool.CommandState.Ended(CommandResult result) -> finish.accept(result);
      case Spool.CommandState.Begun _ ->
          finish.accept(
              Up.refused(
                  commandId,
                  Refusal.REFUSAL_TIMED_OUT,
                  "given to the modem before the edge restarted: it may have been sent"));
      case Spool.CommandState.Unknown _ ->
          spool.commandBegun(
              commandId, written -> mailbox.post(() -> begun(line, commandId, send, written)));
    }
  }

  private void begun(LineRunner line, String commandId, SendSms send, boolean written) {
    if (!written) {
      finish.accept(
          Up.refused(commandId, Refusal.REFUSAL_UNAVAILABLE, "the spool cannot be written"));
      return;
    }
    line.submit(
        new LineCommand.SendSms(0, send.getSmsc(), send.getTpdu().toByteArray()),
        outcome -> {
          var result = Up.result(commandId, outcome);
          spool.commandEnded(result, _ -> mailbox.post(() -> finish.accept(result)));
        });
  }

  static ByteString bytes(byte[] pdu) {
    return ByteString.copyFrom(pdu);
  }
}
