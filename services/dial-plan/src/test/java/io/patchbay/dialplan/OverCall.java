package io.patchbay.dialplan;

import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;

/// Records of calls that are over.
public final class OverCall {
  private OverCall() {}

  /// It talked so long by line `gsm-1`.
  public static CallRecord byGsm1(String call, long seconds) {
    return CallRecord.newBuilder()
        .setCallId(call)
        .addLegs(
            LegRecord.newBuilder()
                .setKind("line")
                .setName("gsm-1")
                .setDirection("outbound")
                .setAnsweredAt(Timestamps.fromSeconds(1_000))
                .setEndedAt(Timestamps.fromSeconds(1_000 + seconds)))
        .build();
  }
}
