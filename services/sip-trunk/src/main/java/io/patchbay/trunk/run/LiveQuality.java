package io.patchbay.trunk.run;

import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.cdr.v1.RtpQuality;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The last figures of the RTP of every leg, as edges tell them. Thread-safe.
final class LiveQuality {
  private final Map<String, RtpQuality> byLeg = new ConcurrentHashMap<>();

  void put(String leg, RtpQuality figures) {
    byLeg.put(leg, figures);
  }

  /// The call's legs are gone.
  void forget(Call call) {
    call.getLegsList().forEach(leg -> byLeg.remove(leg.getLegId()));
  }

  /// The call with what is known of its legs.
  Call on(Call call) {
    Call.Builder shown = call.toBuilder();
    for (int i = 0; i < call.getLegsCount(); i++) {
      RtpQuality figures = byLeg.get(call.getLegs(i).getLegId());
      if (figures != null) {
        shown.getLegsBuilder(i).setRtp(figures);
      }
    }
    return shown.build();
  }
}
