package io.patchbay.cdr;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.cdr.v1.RtpQuality;
import java.time.Instant;

/// Call records to test with.
public final class Calls {
  /// When call 0 started; call n starts n seconds later.
  public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private Calls() {}

  /// Call n: from SIM line gsm-(n % 4 + 1) to extension 101; every second one answered and 60 s
  /// long.
  public static CallRecord call(int n) {
    Instant start = START.plusSeconds(n);
    boolean answered = n % 2 == 0;
    CallRecord.Builder call =
        CallRecord.newBuilder()
            .setCallId("call-%08d".formatted(n))
            .setOriginKind("line")
            .setOrigin(line(n))
            .setCallingNumber("+8613900000%03d".formatted(n % 1000))
            .setCalledNumber("+861380000000" + n % 4)
            .setDialledNumber("101")
            .setStartedAt(timestamp(start))
            .setEndedAt(timestamp(start.plusSeconds(70)))
            .setCause(answered ? 16 : 19)
            .setReleasedBy("caller")
            .setEdge("edge-1")
            .addTrace("line " + line(n) + " -> extension 101");
    LegRecord.Builder line = leg(n, "a", "line", line(n), start).setDirection("inbound");
    LegRecord.Builder extension =
        leg(n, "b", "extension", "101", start)
            .setDirection("outbound")
            .setCodec("PCMA")
            .setRtp(
                RtpQuality.newBuilder()
                    .setPacketsReceived(3000)
                    .setPacketsLost(2)
                    .setJitterMs(1.25));
    if (answered) {
      call.setAnsweredAt(timestamp(start.plusSeconds(10)));
      line.setAnsweredAt(timestamp(start.plusSeconds(10)));
      extension.setAnsweredAt(timestamp(start.plusSeconds(10)));
    }
    return call.addLegs(line).addLegs(extension).build();
  }

  private static LegRecord.Builder leg(
      int n, String letter, String kind, String name, Instant start) {
    return LegRecord.newBuilder()
        .setLegId("call-%08d-%s".formatted(n, letter))
        .setKind(kind)
        .setName(name)
        .setStartedAt(timestamp(start))
        .setEndedAt(timestamp(start.plusSeconds(70)))
        .setCause(16);
  }

  /// The line call n came over.
  public static String line(int n) {
    return "gsm-" + (n % 4 + 1);
  }

  public static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
