package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineStatus;
import io.patchbay.proto.edge.v1.Fact;
import java.time.InstantSource;

/// Takes what lines tell where it belongs. On the mailbox thread.
final class LineNews implements LineHost {
  private final CallTable table;
  private final Uplinks uplinks;
  private final Ledger ledger;
  private final Messages messages;
  private final Notes notes;
  private final EdgeAlarms alarms;
  private final RecoveryListener recovery;
  private final InstantSource clock;

  LineNews(
      CallTable table,
      Uplinks uplinks,
      Ledger ledger,
      Messages messages,
      Notes notes,
      EdgeAlarms alarms,
      RecoveryListener recovery,
      InstantSource clock) {
    this.table = requireNonNull(table, "table");
    this.uplinks = requireNonNull(uplinks, "uplinks");
    this.ledger = requireNonNull(ledger, "ledger");
    this.messages = requireNonNull(messages, "messages");
    this.notes = requireNonNull(notes, "notes");
    this.alarms = requireNonNull(alarms, "alarms");
    this.recovery = requireNonNull(recovery, "recovery");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public void report(LineRunner line, LegEvent event) {
    table.report(line, event);
  }

  @Override
  public void statusChanged(LineRunner line) {
    alarms.look(line);
    uplinks.tellPrimary(Up.status(line, clock.instant()));
  }

  @Override
  public void finished(String commandId, Outcome outcome) {
    ledger.finish(Up.result(commandId, outcome));
  }

  @Override
  public LineStatus seen(LineRunner line, LineStatus status) {
    return alarms.on(line, status);
  }

  @Override
  public void told(LineRunner line, LineEvent event) {
    switch (event) {
      case LineEvent.SmsReceived sms -> {
        var fact = fact(event).setSmsDeliver(Messages.bytes(sms.pdu()));
        messages.received(line, sms.handle(), sms.pdu(), fact);
      }
      case LineEvent.SmsReportReceived report -> {
        var fact = fact(event).setSmsStatusReport(Messages.bytes(report.pdu()));
        messages.received(line, report.handle(), report.pdu(), fact);
      }
      case LineEvent.Noted noted -> notes.keep(line, noted);
      case LineEvent.UssdReceived ussd -> uplinks.tellPrimary(Up.ussd(line, ussd));
      case LineEvent.Recovering(_, String trouble, String step) ->
          recovery.tried(line.name(), trouble, step);
      case LineEvent.Recovered(_, String trouble, String step, var took) ->
          recovery.recovered(line.name(), trouble, step, took);
      default -> throw new IllegalArgumentException(event + " is a matter of calls");
    }
  }

  private static Fact.Builder fact(LineEvent event) {
    return Fact.newBuilder().setAt(Up.at(event.at()));
  }
}
