package io.patchbay.edge.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which line an edge alone tries next.
final class LocalCallTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static LocalCall call(Target... targets) {
    LocalCall call =
        new LocalCall(
            RouteRequest.newBuilder().setCallId("c").build(), LegRecord.getDefaultInstance(), NOON);
    call.decided(
        new LocalPlan(Decision.getDefaultInstance(), List.of(targets), "decided by the edge"));
    return call;
  }

  private static Target line(String name, Integer... after) {
    return Target.newBuilder().setLine(name).addAllAfterCauses(List.of(after)).build();
  }

  @ParameterizedTest
  @CsvSource({"17,true,busy", "44,true,busy", "19,true,silent", "21,false,''", "38,true,silent"})
  void aForwardingIsTriedAfterItsCauses(int cause, boolean goesOn, String next) {
    LocalCall call = call(line("phone"), line("busy", 17), line("silent", 18, 19, 20, 27, 38));
    assertEquals("phone", call.next(0, NOON).map(Target::getLine).orElse(""));
    call.alerted(NOON);
    assertEquals(goesOn, call.goesOn(cause));
    assertEquals(next, call.next(cause, NOON).map(Target::getLine).orElse(""));
  }

  @ParameterizedTest
  @CsvSource({"34,false,true", "34,true,false", "44,false,true", "17,false,false", "1,false,false"})
  void anotherLineIsTriedUnlessSomebodyWasReached(int cause, boolean rang, boolean goesOn) {
    LocalCall call = call(line("a"), line("b"));
    assertEquals("a", call.next(0, NOON).map(Target::getLine).orElse(""));
    if (rang) {
      call.alerted(NOON);
    }
    assertEquals(goesOn, call.goesOn(cause));
  }
}
