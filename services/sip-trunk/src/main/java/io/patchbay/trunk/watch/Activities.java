package io.patchbay.trunk.watch;

import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallState;
import io.patchbay.proto.call.v1.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which extension is in which call, of this replica or another, as the events of calls say.
/// Thread-safe.
final class Activities {
  private static final String EXTENSION = "extension";

  private final ConcurrentMap<String, Call> calls = new ConcurrentHashMap<>();

  /// When the last event of a call of another replica came, by call id.
  private final ConcurrentMap<String, Instant> elsewhere = new ConcurrentHashMap<>();

  /// Takes an event in.
  ///
  /// @return the extensions whose calls have changed
  Set<String> take(CallEvent event) {
    // whoever has had it before
    elsewhere.remove(event.getCall().getCallId());
    return put(event);
  }

  /// The same for an event of another replica.
  Set<String> elsewhere(CallEvent event, Instant at) {
    Call call = event.getCall();
    if (call.getState() == CallState.CALL_STATE_ENDED) {
      elsewhere.remove(call.getCallId());
    } else if (!extensions(call).isEmpty()) {
      elsewhere.put(call.getCallId(), at);
    }
    return put(event);
  }

  /// Leaves out the calls of other replicas of which nothing was heard since then.
  ///
  /// @return their extensions
  Set<String> forget(Instant before) {
    Set<String> concerned = new LinkedHashSet<>();
    elsewhere.forEach((id, at) -> {
      if (at.isBefore(before) && elsewhere.remove(id, at)) {
        Call call = calls.remove(id);
        if (call != null) {
          concerned.addAll(extensions(call));
        }
      }
    });
    return concerned;
  }

  private Set<String> put(CallEvent event) {
    Call call = event.getCall();
    Set<String> concerned = extensions(call);
    if (call.getState() == CallState.CALL_STATE_ENDED) {
      Call before = calls.remove(call.getCallId());
      if (before != null) {
        concerned.addAll(extensions(before));
      }
    } else if (!concerned.isEmpty()) {
      calls.put(call.getCallId(), call);
    }
    return concerned;
  }

  private static Set<String> extensions(Call call) {
    Set<String> names = new LinkedHashSet<>();
    call.getLegsList().stream()
        .filter(leg -> leg.getKind().equals(EXTENSION))
        .forEach(leg -> names.add(leg.getName()));
    return names;
  }

  /// The calls the extension is in now, in the order of their ids.
  List<InCall> of(String extension) {
    List<InCall> found = new ArrayList<>();
    for (Call call : calls.values()) {
      for (int i = 0; i < call.getLegsCount(); i++) {
        Leg leg = call.getLegs(i);
        boolean live = leg.getState() != CallState.CALL_STATE_ENDED;
        if (live && leg.getKind().equals(EXTENSION) && leg.getName().equals(extension)) {
          boolean initiator = i == 0;
          found.add(
              new InCall(
                  leg.getLegId(),
                  initiator,
                  state(call, leg, initiator),
                  leg.getState() == CallState.CALL_STATE_HELD,
                  initiator ? call.getCalledNumber() : call.getCallingNumber()));
        }
      }
    }
    found.sort(Comparator.comparing(InCall::id));
    return found;
  }

  private static String state(Call call, Leg leg, boolean initiator) {
    return switch (leg.getState()) {
      case CALL_STATE_ACTIVE, CALL_STATE_HELD -> "confirmed";
      case CALL_STATE_ALERTING -> "early";
      case CALL_STATE_UNSPECIFIED, CALL_STATE_SETUP, CALL_STATE_ENDED, UNRECOGNIZED ->
          initiator && call.getState() == CallState.CALL_STATE_ALERTING ? "early" : "trying";
    };
  }
}
