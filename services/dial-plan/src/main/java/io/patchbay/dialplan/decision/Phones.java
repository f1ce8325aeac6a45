package io.patchbay.dialplan.decision;

import io.patchbay.contract.Bounded;
import io.patchbay.contract.Times;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.PhoneDigest;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.routing.PhoneState;
import io.patchbay.routing.PhoneStates;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Stream;

/// What is set on phones and extensions by feature codes, and who called them last. Not
/// thread-safe; [Decisions] holds the lock.
final class Phones {
  /// Phones whose last caller is known; the one that was called longest ago is forgotten first.
  static final int REMEMBERED = 50_000;

  private final PhoneStates states = new PhoneStates();
  private final Bounded<String, Caller> callers = new Bounded<>(REMEMBERED);

  private record Caller(String number, Instant at) {}

  void set(PhoneSetting setting) {
    states.set(setting);
  }

  PhoneState state(String phone) {
    return states.of(phone);
  }

  /// Takes a call that is over: those it rang were called.
  void count(CallRecord record) {
    Instant at = Times.instant(record.getStartedAt());
    for (LegRecord leg : record.getLegsList()) {
      if (leg.getDirection().equals("outbound")
          && (leg.getKind().equals("line") || leg.getKind().equals("extension"))) {
        callers.renew(
            leg.getKind() + "/" + leg.getName(),
            new Caller(record.getCallingNumber(), at),
            (old, now) -> old.at().isAfter(at) ? old : now);
      }
    }
  }

  /// Who called them, as it is now, to be read when the lock is free.
  Stream<CallDigest> digest() {
    return new LinkedHashMap<>(callers)
        .entrySet().stream()
            .map(phone ->
                CallDigest.newBuilder()
                    .addPhones(
                        PhoneDigest.newBuilder()
                            .setPhone(phone.getKey())
                            .setCaller(phone.getValue().number())
                            .setAt(Times.timestamp(phone.getValue().at())))
                    .build());
  }

  void read(CallDigest digest) {
    for (PhoneDigest phone : digest.getPhonesList()) {
      callers.put(phone.getPhone(), new Caller(phone.getCaller(), Times.instant(phone.getAt())));
    }
  }

  /// The number that called last, an empty one when it was withheld; empty: nobody has called.
  Optional<String> callerOf(String phone) {
    return Optional.ofNullable(callers.get(phone)).map(Caller::number);
  }
}
