package io.patchbay.simulator.modem;

import io.patchbay.line.Cause;
import io.patchbay.simulator.modem.Dialect.CauseForm;
import io.patchbay.simulator.modem.Dialect.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Puts what happens to calls into the words of a family.
final class CallTeller {
  private CallTeller() {}

  /// What is said when a call enters a state.
  ///
  /// @param cause Q.850 value when it is over
  /// @param seconds it lasted, when it is over
  static List<String> told(
      Dialect dialect, AtSettings now, ModemCall call, int state, int cause, long seconds) {
    List<String> lines = new ArrayList<>();
    if (now.indicates("ccinfo")) {
      lines.add("+QIND: \"ccinfo\"," + call.row(state));
    }
    if (now.dsci) {
      lines.add("^DSCI: " + call.dsci(state));
    }
    switch (dialect.progress()) {
      case CLCC, CLCC_AND_VOICE_CALL -> {
        if (now.callReports) {
          lines.add("+CLCC: " + call.row(state == ModemCall.RELEASED ? 6 : state));
        }
        if (dialect.progress() == Dialect.Progress.CLCC_AND_VOICE_CALL) {
          voiceCall(lines, call, state, seconds);
        }
      }
      case HUAWEI -> huawei(lines, call, state, cause, seconds);
      case UCALLSTAT -> {
        if (now.callReports) {
          lines.add("+UCALLSTAT: " + call.index + "," + (state == ModemCall.RELEASED ? 6 : state));
        }
      }
      case ECAV -> {
        if (now.callReports) {
          lines.add(ecav(call, state, cause));
        }
      }
      case QIND, DSCI, NONE -> {}
    }
    return lines;
  }

  private static void voiceCall(List<String> lines, ModemCall call, int state, long seconds) {
    if (state == ModemCall.ACTIVE) {
      lines.add("VOICE CALL: BEGIN");
    } else if (state == ModemCall.RELEASED && call.answered) {
      lines.add(String.format(Locale.ROOT, "VOICE CALL: END: %06d", Math.min(seconds, 999_999)));
    }
  }

  /// <end_status> 29: the call was released by the network or by us.
  private static void huawei(
      List<String> lines, ModemCall call, int state, int cause, long seconds) {
    switch (state) {
      case ModemCall.DIALLING -> lines.add("^ORIG:" + call.index + ",0");
      case ModemCall.ALERTING -> lines.add("^CONF:" + call.index);
      case ModemCall.ACTIVE -> lines.add("^CONN:" + call.index + ",0");
      case ModemCall.RELEASED -> lines.add("^CEND:" + call.index + "," + seconds + ",29," + cause);
      default -> {}
    }
  }

  private static String ecav(ModemCall call, int state, int cause) {
    int status =
        switch (state) {
          case ModemCall.ACTIVE -> 3;
          case ModemCall.HELD -> 4;
          case ModemCall.DIALLING -> 1;
          case ModemCall.ALERTING -> 2;
          case ModemCall.INCOMING -> 6;
          case ModemCall.WAITING -> 5;
          default -> 0;
        };
    return switch (status) {
      case 0 -> "*ECAV: " + call.index + ",0,1,8," + cause;
      case 1, 5, 6 ->
          "*ECAV: "
              + call.index
              + ","
              + status
              + ",1,,,\""
              + call.number
              + "\","
              + call.numberType();
      default -> "*ECAV: " + call.index + "," + status + ",1";
    };
  }

  /// What is said of a tone heard; empty when the family tells none.
  static String heard(Detector detector, char digit) {
    return switch (detector) {
      case QTONEDET -> "+QTONEDET: " + (int) digit;
      case RXDTMF -> "+RXDTMF: " + digit;
      case DTMF -> "+DTMF: " + digit;
      case DDTMF -> "^DDTMF: " + digit;
      case UUDTMFD -> "+UUDTMFD: " + digit;
      case NONE -> "";
    };
  }

  /// The answer to AT+CEER. Numbers: <location>,<cause>, 8 is call control of the network.
  static String cause(CauseForm form, int cause) {
    return switch (form) {
      case NUMBERS -> "+CEER: " + (cause == 0 ? "0,0" : "8," + cause);
      case WORDS, NONE ->
          "+CEER: " + (cause == 0 ? "No cause information available" : words(cause));
    };
  }

  /// The names of TS 24.008 §10.5.4.11.
  private static String words(int cause) {
    return switch (Cause.of(cause)) {
      case UNALLOCATED_NUMBER -> "Unassigned (unallocated) number";
      case NORMAL_CLEARING -> "Normal call clearing";
      case USER_BUSY -> "User busy";
      case NO_USER_RESPONDING -> "No user responding";
      case NO_ANSWER -> "User alerting, no answer";
      case CALL_REJECTED -> "Call rejected";
      case DESTINATION_OUT_OF_ORDER -> "Destination out of order";
      case NETWORK_OUT_OF_ORDER -> "Network out of order";
      default -> "Normal, unspecified";
    };
  }
}
