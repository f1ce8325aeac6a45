package io.patchbay.sms.send;

import io.patchbay.sms.control.Trunks;
import io.patchbay.sms.route.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Modems behind an edge that keeps its promise: a command id is carried out once, its result told
/// again.
public final class FakeEdge implements Trunks {
  /// The process dies here.
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /// What left by radio: line, service centre and octets.
  public record Sent(String line, String serviceCentre, List<Byte> tpdu) {}

  private final Map<String, SendResult> results = new HashMap<>();
  private final List<Sent> radio = new ArrayList<>();
  private final List<String> sip = new ArrayList<>();
  private BiFunction<String, byte[], Optional<SendResult>> modem = (_, _) -> Optional.empty();
  private Runnable before = () -> {};
  private Runnable after = () -> {};
  private int reference;
  private SipResult sipResult = new SipResult(200, "OK");

  /// What the modem says instead of sending; empty: it sends.
  public synchronized void modem(BiFunction<String, byte[], Optional<SendResult>> answers) {
    modem = answers;
  }

  /// Run before and after each command; may throw [Killed].
  public synchronized void around(Runnable beforeCommand, Runnable afterCommand) {
    before = beforeCommand;
    after = afterCommand;
  }

  public synchronized void sip(SipResult result) {
    sipResult = result;
  }

  public synchronized List<Sent> radio() {
    return List.copyOf(radio);
  }

  public synchronized List<String> sip() {
    return List.copyOf(sip);
  }

  public synchronized int lastReference() {
    return reference;
  }

  @Override
  public synchronized SendResult sendSms(
      String line, String commandId, String serviceCentre, byte[] tpdu) {
    before.run();
    SendResult result =
        results.computeIfAbsent(
            commandId,
            _ -> modem.apply(line, tpdu).orElseGet(() -> send(line, serviceCentre, tpdu)));
    after.run();
    return result;
  }

  private SendResult send(String line, String serviceCentre, byte[] tpdu) {
    List<Byte> octets = new ArrayList<>();
    for (byte octet : tpdu) {
      octets.add(octet);
    }
    radio.add(new Sent(line, serviceCentre, octets));
    reference = (reference + 1) & 0xFF;
    return new SendResult.Taken(Optional.of(reference));
  }

  /// A temporary refusal.
  public static SendResult refusal(Refusal.Kind kind, String reason) {
    return new SendResult.Refused(new Refusal(kind, reason));
  }

  @Override
  public synchronized SipResult sendMessage(
      String messageId, String extension, String from, String text) {
    sip.add(extension + " " + from + " " + text);
    return sipResult;
  }

  @Override
  public synchronized SipResult sendSummary(String messageId, String extension, String summary) {
    sip.add(extension + " waiting " + summary.replace("\r\n", "|"));
    return sipResult;
  }
}
