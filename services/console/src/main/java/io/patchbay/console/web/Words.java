package io.patchbay.console.web;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.call.v1.CallState;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.WaitingKind;
import java.time.Duration;

/// Values in words for people.
final class Words {
  private Words() {}

  static String of(LineState state) {
    return switch (state) {
      case LINE_STATE_IN_SERVICE -> "in service";
      case LINE_STATE_OUT_OF_SERVICE -> "out of service";
      case LINE_STATE_STARTING -> "starting";
      case LINE_STATE_DOWN -> "down";
      case LINE_STATE_UNSPECIFIED, UNRECOGNIZED -> "not heard of";
    };
  }

  static String of(LineKind kind) {
    return switch (kind) {
      case LINE_KIND_SIM -> "SIM";
      case LINE_KIND_FXS -> "FXS";
      case LINE_KIND_FXO -> "FXO";
      case LINE_KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  static String of(CallState state) {
    return switch (state) {
      case CALL_STATE_SETUP -> "setting up";
      case CALL_STATE_ALERTING -> "ringing";
      case CALL_STATE_ACTIVE -> "talking";
      case CALL_STATE_HELD -> "held";
      case CALL_STATE_ENDED -> "ended";
      case CALL_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  /// One of what waits.
  static String of(WaitingKind kind) {
    return switch (kind) {
      case WAITING_KIND_VOICE -> "voice message";
      case WAITING_KIND_FAX -> "fax message";
      case WAITING_KIND_EMAIL -> "e-mail";
      case WAITING_KIND_VIDEO -> "video message";
      case WAITING_KIND_OTHER, WAITING_KIND_UNSPECIFIED, UNRECOGNIZED -> "message";
    };
  }

  static String of(MessageState state) {
    return switch (state) {
      case MESSAGE_STATE_ACCEPTED -> "accepted";
      case MESSAGE_STATE_SENDING -> "sending";
      case MESSAGE_STATE_SENT -> "sent";
      case MESSAGE_STATE_DELIVERED -> "delivered";
      case MESSAGE_STATE_FAILED -> "failed";
      case MESSAGE_STATE_RECEIVED -> "received";
      case MESSAGE_STATE_INCOMPLETE -> "incomplete";
      case MESSAGE_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  /// Q.850 §2.2.7, the causes this gateway meets.
  static String cause(int cause) {
    return switch (cause) {
      case 0 -> "";
      case 1 -> "number unknown";
      case 16 -> "normal";
      case 17 -> "busy";
      case 18 -> "no response";
      case 19 -> "no answer";
      case 21 -> "rejected";
      case 27 -> "out of order";
      case 28 -> "invalid number";
      case 31 -> "unspecified";
      case 34 -> "no free line";
      case 38 -> "network out of order";
      case 41 -> "temporary failure";
      case 102 -> "timed out";
      default -> "cause " + cause;
    };
  }

  /// RFC 3339; empty: unset.
  static String time(Timestamp at) {
    return Timestamps.toMillis(at) == 0 ? "" : Timestamps.toString(at);
  }

  /// `1:02:03` or `2:03`.
  static String duration(Timestamp from, Timestamp to) {
    long millis = Timestamps.toMillis(to) - Timestamps.toMillis(from);
    Duration length = Duration.ofMillis(Math.max(0, millis));
    String rest = String.format("%02d", length.toSecondsPart());
    return length.toHours() > 0
        ? length.toHours() + ":" + String.format("%02d", length.toMinutesPart()) + ":" + rest
        : length.toMinutesPart() + ":" + rest;
  }

  static String orDash(String text) {
    return text.isEmpty() ? "–" : text;
  }
}
