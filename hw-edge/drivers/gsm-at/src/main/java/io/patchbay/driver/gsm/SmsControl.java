package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.sms.CmsError;
import io.patchbay.driver.gsm.sms.SmscOctets;
import io.patchbay.driver.gsm.sms.StoredPdu;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Messages in and out. A received message stays in its store until the commander has it deleted.
/// The runner's own.
final class SmsControl {
  /// From the body to the network's answer; the modems' manuals say 120 s at most.
  private static final Duration SEND = Duration.ofSeconds(125);

  private static final Duration LIST = Duration.ofSeconds(20);
  private static final int MAX_TPDU = 176;

  /// A message handed over by +CMT or +CDS lies in no store; its handle only looks like one.
  private static final String DIRECT = "direct";

  private final Modem modem;
  private final Reporter reporter;
  private final Predicate<LineCommand> waits;
  private final Map<String, String> reported = new HashMap<>();
  private List<String> stores = List.of("SM");
  private String store = "";
  private boolean acknowledge;
  private long direct;

  /// @param waits whether a message that was not sent is kept for later
  SmsControl(Modem modem, Reporter reporter, Predicate<LineCommand> waits) {
    this.modem = modem;
    this.reporter = reporter;
    this.waits = waits;
  }

  /// What AT+CPMS=? offered.
  void stores(List<String> readable) {
    stores = readable;
  }

  /// Messages handed over directly want AT+CNMA (+CSMS service 1).
  void acknowledge(boolean wanted) {
    acknowledge = wanted;
  }

  void send(LineCommand.SendSms command) {
    byte[] tpdu = command.tpdu();
    if (tpdu.length == 0 || tpdu.length > MAX_TPDU || !SmscOctets.valid(command.smsc())) {
      reporter.refused(
          command.id(),
          Refusal.INVALID,
          "no TPDU of %d octets for service centre '%s'".formatted(tpdu.length, command.smsc()));
      return;
    }
    String pdu = SmscOctets.hex(command.smsc()) + HexFormat.of().withUpperCase().formatHex(tpdu);
    modem.send(
        AtCommand.query("AT+CMGS=" + tpdu.length, "+CMGS:").withBody(pdu).within(SEND),
        result -> {
          if (result.end() != AtResult.End.ABORTED || !waits.test(command)) {
            sent(command.id(), result);
          }
        });
  }

  /// Once the modem has the message and does not say what came of it, only TIMED_OUT is honest: any
  /// other refusal would have it sent again.
  private void sent(long command, AtResult result) {
    switch (result.end()) {
      case OK, CONNECT -> reporter.accepted(command, AtFields.of(result.first()).text(0));
      case CMS_ERROR -> reporter.refused(command, CmsError.refusal(result.code()), result.reason());
      case TIMED_OUT, CUT_OFF ->
          reporter.refused(
              command, Refusal.TIMED_OUT, result.reason() + "; the message may have been sent");
      case NO_PROMPT, ABORTED, CUT_SHORT, NOT_SENT ->
          reporter.refused(command, Refusal.UNAVAILABLE, result.reason() + "; nothing was sent");
      case ERROR, CME_ERROR, BUSY, NO_ANSWER, NO_CARRIER, NO_DIALTONE ->
          reporter.answer(command, result);
    }
  }

  void delete(LineCommand.DeleteSms command) {
    String handle = command.handle();
    int colon = handle.indexOf(':');
    String from = colon < 0 ? "" : handle.substring(0, colon);
    String index = handle.substring(colon + 1);
    if (from.equals(DIRECT)) {
      reporter.accepted(command.id());
    } else if (!stores.contains(from) || !index.matches("[0-9]{1,5}")) {
      reporter.refused(command.id(), Refusal.INVALID, "no message " + handle);
    } else {
      select(from);
      modem.send(
          AtCommand.of("AT+CMGD=" + index),
          result -> {
            if (result.ok()) {
              reported.remove(handle);
            }
            reporter.answer(command.id(), result);
          });
    }
  }

  /// Looks through every store: at the start, now and then, and when one is full.
  void sweep() {
    for (String each : stores) {
      select(each);
      modem.send(
          AtCommand.query("AT+CMGL=4", "+CMGL:").withLooseLines().within(LIST),
          result -> StoredPdu.ofCmgl(each, result.lines()).forEach(this::received));
    }
  }

  /// Takes what the modem says by itself; false when it is not about messages.
  boolean unsolicited(String line) {
    if (line.startsWith("+CMTI:") || line.startsWith("+CDSI:")) {
      AtFields fields = AtFields.of(line);
      int index = fields.number(1, -1);
      if (index < 0 || !fields.text(0).matches("[A-Z]{2}")) {
        sweep(); // some modems say "SM",-1
      } else {
        fetch(fields.text(0), index);
      }
    } else if (line.startsWith("+CMT:") || line.startsWith("+CDS:")) {
      direct(line.substring(line.indexOf('\n') + 1));
    } else if (line.startsWith("^SMMEMFULL") || line.startsWith("+QIND: \"smsfull\"")) {
      sweep();
    } else {
      return false;
    }
    return true;
  }

  private void direct(String pdu) {
    if (StoredPdu.isPdu(pdu)) {
      received(new StoredPdu(DIRECT + ":" + ++direct, pdu));
    }
    if (acknowledge) {
      modem.send(AtCommand.of("AT+CNMA"), result -> {});
    }
  }

  private void fetch(String from, int index) {
    select(from);
    modem.send(
        AtCommand.query("AT+CMGR=" + index, "+CMGR:").withLooseLines(),
        result -> {
          StoredPdu.ofCmgr(from + ":" + index, result.lines()).forEach(this::received);
          if (result.timedOut()) {
            sweep();
          }
        });
  }

  /// Commands of one priority keep their order, so the store selected last here is the one in force
  /// then.
  private void select(String wanted) {
    if (!wanted.equals(store)) {
      store = wanted;
      Consumer<AtResult> done =
          result -> {
            if (!result.ok() && store.equals(wanted)) {
              store = "";
            }
          };
      modem.send(AtCommand.query("AT+CPMS=\"" + wanted + "\"", "+CPMS:"), done);
    }
  }

  private void received(StoredPdu message) {
    if (message.hex().equals(reported.get(message.handle()))) {
      return;
    }
    if (!message.handle().startsWith(DIRECT)) {
      reported.put(message.handle(), message.hex());
    }
    byte[] pdu = message.octets();
    reporter.report(at ->
        message.report()
            ? new LineEvent.SmsReportReceived(at, message.handle(), pdu)
            : new LineEvent.SmsReceived(at, message.handle(), pdu));
  }
}
