package io.patchbay.console;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.console.live.Board;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallState;
import io.patchbay.proto.call.v1.Leg;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.cdr.v1.RtpQuality;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// A console with a busy board to look at while its pages are worked on. Arguments: HTTP port.
final class DemoMain {
  private DemoMain() {}

  public static void main(String[] args) throws Exception {
    FakeServices services = new FakeServices();
    Console console =
        Console.start(
            Files.createTempDirectory("console-demo"),
            Map.of(
                "micronaut.server.port", Integer.parseInt(args[0]),
                "patchbay.trunks", services.address(),
                "patchbay.sms-router", services.address(),
                "patchbay.dial-plan", services.address(),
                "patchbay.cdr-analytics", services.address()));
    limits(services);
    Board board = console.get(Board.class);
    lines(board);
    calls(board);
    messages(board, services);
    records(board, services);
    board.registration(
        RegistrationRecord.newBuilder()
            .setExtension("101")
            .addBindings(
                Binding.newBuilder()
                    .setReceived("192.0.2.17:5062")
                    .setTransport("udp")
                    .setUserAgent("baresip v3.9")
                    .setExpiresAt(ago(-3600)))
            .build());
  }

  private static void limits(FakeServices services) {
    for (Measure measure : List.of(Measure.MEASURE_MINUTES, Measure.MEASURE_MESSAGES)) {
      services.balances.add(
          Balance.newBuilder()
              .setQuota("sim-plan line/gsm-1")
              .setMeasure(measure)
              .setPeriod("2026-11-05")
              .setLimit(6_000)
              .setUsed(5_300)
              .setReserved(300)
              .build());
    }
    services.emergency.add(
        EmergencyRow.newBuilder()
            .setCaller("extension/101")
            .setSite("berlin")
            .setWarning("no line: only trunk pbx")
            .build());
  }

  private static Timestamp ago(long seconds) {
    return Timestamps.fromMillis(System.currentTimeMillis() - seconds * 1000);
  }

  private static void lines(Board board) {
    line(
        board,
        "gsm-1",
        LineKind.LINE_KIND_SIM,
        LineState.LINE_STATE_IN_SERVICE,
        "China Mobile",
        "home",
        -63,
        "c1");
    line(
        board,
        "gsm-2",
        LineKind.LINE_KIND_SIM,
        LineState.LINE_STATE_IN_SERVICE,
        "China Unicom",
        "roaming",
        -84,
        "");
    line(
        board,
        "gsm-3",
        LineKind.LINE_KIND_SIM,
        LineState.LINE_STATE_STARTING,
        "",
        "searching",
        -103,
        "");
    line(
        board,
        "gsm-4",
        LineKind.LINE_KIND_SIM,
        LineState.LINE_STATE_OUT_OF_SERVICE,
        "",
        "none",
        -111,
        "");
    line(board, "fxs-1", LineKind.LINE_KIND_FXS, LineState.LINE_STATE_IN_SERVICE, "", "", 0, "");
    line(board, "fxo-1", LineKind.LINE_KIND_FXO, LineState.LINE_STATE_IN_SERVICE, "", "", 0, "");
  }

  private static void line(
      Board board,
      String name,
      LineKind kind,
      LineState state,
      String operator,
      String registration,
      int dbm,
      String call) {
    board.line(
        LineStateRecord.newBuilder()
            .setLine(name)
            .setEdge("edge-1")
            .setKind(kind)
            .setAt(ago(5))
            .setStatus(
                LineStatus.newBuilder()
                    .setState(state)
                    .setOperator(operator)
                    .setRegistration(registration)
                    .setSignalDbm(dbm)
                    .setReason(
                        state == LineState.LINE_STATE_OUT_OF_SERVICE
                            ? "no SIM (+CME ERROR: 10)"
                            : "")
                    .setNumber(
                        kind == LineKind.LINE_KIND_SIM
                            ? "+861390000000" + name.charAt(4)
                            : "20" + name.charAt(4))
                    .setBusyCallId(call))
            .build());
  }

  private static void calls(Board board) {
    for (int i = 1; i <= 2; i++) {
      Call.Builder call =
          Call.newBuilder()
              .setCallId("c" + i)
              .setCallingNumber(i == 1 ? "+8613812345678" : "103")
              .setCalledNumber(i == 1 ? "101" : "+8613700001111")
              .setState(i == 1 ? CallState.CALL_STATE_ACTIVE : CallState.CALL_STATE_ALERTING)
              .setStartedAt(ago(80))
              .addLegs(Leg.newBuilder().setKind("line").setName("gsm-" + i))
              .addLegs(Leg.newBuilder().setKind("extension").setName("10" + i));
      if (i == 1) {
        call.setAnsweredAt(ago(71));
      }
      board.call(CallEvent.newBuilder().setType(CallEvent.Type.TYPE_STARTED).setCall(call).build());
    }
  }

  private static void messages(Board board, FakeServices services) {
    String[] texts = {
      "Your parcel is at the front desk. 📦",
      "您好，您的验证码是 482913，五分钟内有效。",
      "A longer message that goes out in several parts, since it does not fit into the 160 characters that a single"
          + " short message of the GSM alphabet can carry, and so it is cut into pieces and put together again by the phone.",
      "Could not reach you"
    };
    MessageState[] states = {
      MessageState.MESSAGE_STATE_RECEIVED, MessageState.MESSAGE_STATE_RECEIVED,
      MessageState.MESSAGE_STATE_DELIVERED, MessageState.MESSAGE_STATE_FAILED
    };
    for (int i = 0; i < texts.length; i++) {
      Message message =
          Message.newBuilder()
              .setMessageId("m" + i)
              .setDirection(i < 2 ? Direction.DIRECTION_INBOUND : Direction.DIRECTION_OUTBOUND)
              .setState(states[i])
              .setLine("gsm-1")
              .setPeer("+861381234567" + i)
              .setText(texts[i])
              .setParts(i == 2 ? 2 : 1)
              .setPartsDone(i == 2 ? 2 : 1)
              .setReason(i == 3 ? "+CMS ERROR: 38" : "")
              .setCreatedAt(ago(60L * i + 20))
              .build();
      board.message(message);
      services.messages.add(message);
    }
  }

  private static void records(Board board, FakeServices services) {
    for (int i = 0; i < 6; i++) {
      boolean answered = i % 3 != 1;
      CallRecord.Builder record =
          CallRecord.newBuilder()
              .setCallId("r" + i)
              .setCallingNumber(i % 2 == 0 ? "+8613812345678" : "102")
              .setCalledNumber(i % 2 == 0 ? "101" : "0013700001111")
              .setDialledNumber(i % 2 == 0 ? "101" : "+13700001111")
              .setStartedAt(ago(600L * i + 100))
              .setEndedAt(ago(600L * i))
              .setCause(answered ? 16 : 17)
              .setSipStatus(answered ? 0 : 486)
              .setReleasedBy("caller")
              .addTrace("rule `abroad` matched 00x+: strip 2, prefix +")
              .addTrace("line group gsm: least calls chose gsm-1")
              .addLegs(LegRecord.newBuilder().setKind("line").setName("gsm-1"))
              .addLegs(
                  LegRecord.newBuilder()
                      .setKind("extension")
                      .setName("101")
                      .setCodec("PCMA")
                      .setRtp(
                          RtpQuality.newBuilder()
                              .setPacketsReceived(4000)
                              .setPacketsLost(3)
                              .setJitterMs(2.4)));
      if (answered) {
        record.setAnsweredAt(ago(600L * i + 90));
      }
      board.record(record.build());
      services.records.add(record.build());
    }
  }
}
