package io.patchbay.console.web;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.cdr.v1.RtpQuality;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A call record as lists show it.
///
/// @param length talking time; empty: not answered
/// @param result in words, with SIP status and Q.850 cause
/// @param path legs, e.g. `extension 101 ⇄ line gsm-1`
/// @param quality loss and jitter of its RTP; empty: none
public record RecordRow(
    String id,
    String at,
    String from,
    String to,
    String dialled,
    String path,
    String length,
    String result,
    String tone,
    String codes,
    String quality,
    List<String> trace) {
  public RecordRow {
    trace = List.copyOf(trace);
  }

  static RecordRow of(CallRecord record) {
    boolean answered = record.hasAnsweredAt();
    String dialled =
        record.getDialledNumber().equals(record.getCalledNumber()) ? "" : record.getDialledNumber();
    return new RecordRow(
        record.getCallId(),
        Words.time(record.getStartedAt()),
        record.getCallingNumber().isEmpty() ? "withheld" : record.getCallingNumber(),
        Words.orDash(record.getCalledNumber()),
        dialled,
        record.getLegsList().stream()
            .map(leg -> leg.getKind() + " " + leg.getName())
            .collect(Collectors.joining(" ⇄ ")),
        answered ? Words.duration(record.getAnsweredAt(), record.getEndedAt()) : "",
        result(record, answered ? "answered" : Words.cause(record.getCause())),
        record.getEmergency() ? "bad" : answered ? "good" : "quiet",
        codes(record),
        quality(record.getLegsList()),
        record.getTraceList());
  }

  private static String result(CallRecord record, String usual) {
    if (record.getEmergency()) {
      return "emergency, " + usual;
    }
    if (record.getEmergencyTest()) {
      return "test of emergency calls, " + usual;
    }
    return record.getEmergencyCallBack() ? "back to an emergency caller, " + usual : usual;
  }

  private static String codes(CallRecord record) {
    String sip = record.getSipStatus() == 0 ? "" : "SIP " + record.getSipStatus() + " · ";
    String by = record.getReleasedBy().isEmpty() ? "" : " · ended by " + record.getReleasedBy();
    return record.getCause() == 0 ? sip + by : sip + "Q.850 " + record.getCause() + by;
  }

  private static String quality(List<LegRecord> legs) {
    return legs.stream()
        .filter(LegRecord::hasRtp)
        .map(leg -> quality(leg, leg.getRtp()))
        .collect(Collectors.joining("; "));
  }

  private static String quality(LegRecord leg, RtpQuality rtp) {
    long expected = rtp.getPacketsReceived() + rtp.getPacketsLost();
    double loss = expected <= 0 ? 0 : 100.0 * rtp.getPacketsLost() / expected;
    String score = rtp.getMos() > 0 ? String.format(Locale.ROOT, ", MOS %.1f", rtp.getMos()) : "";
    String secured = rtp.getSrtpSuite().isEmpty() ? "" : ", SRTP";
    return String.format(
            Locale.ROOT,
            "%s loss %.1f %%, jitter %.1f ms%s%s",
            leg.getCodec(),
            loss,
            rtp.getJitterMs(),
            score,
            secured)
        .strip();
  }
}
