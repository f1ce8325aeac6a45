package io.patchbay.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.RegistrationRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoardTest {
  private static final long NOW = 1_800_000_000L;

  private final Board board = new Board(InstantSource.fixed(Instant.ofEpochSecond(NOW)));

  private static Timestamp at(long second) {
    return Timestamp.newBuilder().setSeconds(NOW + second).build();
  }

  private static CallEvent event(CallEvent.Type type) {
    return CallEvent.newBuilder()
        .setType(type)
        .setCall(Call.newBuilder().setCallId("c").setStartedAt(at(-10)))
        .build();
  }

  @Test
  void aCallLivesFromItsFirstEventToItsLast() {
    board.call(event(CallEvent.Type.TYPE_STARTED));
    assertEquals(1, board.calls().size());
    board.call(event(CallEvent.Type.TYPE_ENDED));
    assertEquals(List.of(), board.calls());
  }

  @Test
  void aRecordReadBeforeTheEventsOfItsCallKeepsItEnded() {
    board.record(CallRecord.newBuilder().setCallId("c").setStartedAt(at(-10)).build());
    board.call(event(CallEvent.Type.TYPE_STARTED));
    assertEquals(List.of(), board.calls());
    assertEquals(1, board.records().size());
  }

  @Test
  void anOlderStateOfALineDoesNotReplaceANewerOne() {
    board.line(LineStateRecord.newBuilder().setLine("gsm-1").setEdge("new").setAt(at(0)).build());
    board.line(LineStateRecord.newBuilder().setLine("gsm-1").setEdge("old").setAt(at(-5)).build());
    assertEquals("new", board.lines().getFirst().getEdge());
  }

  @Test
  void anExpiredBindingIsNoRegistration() {
    board.registration(
        RegistrationRecord.newBuilder()
            .setExtension("101")
            .addBindings(Binding.newBuilder().setExpiresAt(at(-1)))
            .build());
    assertEquals(true, board.registered("101").isEmpty());
    board.registration(
        RegistrationRecord.newBuilder()
            .setExtension("101")
            .addBindings(Binding.newBuilder().setExpiresAt(at(60)))
            .build());
    assertEquals(true, board.registered("101").isPresent());
  }

  @Test
  void listenersHearWhichSectionChanged() {
    List<String> heard = new ArrayList<>();
    board.listen(change -> heard.add(change.section() + " " + change.type()));
    board.call(event(CallEvent.Type.TYPE_STARTED));
    board.record(CallRecord.newBuilder().setCallId("c").build());
    assertEquals(List.of("CALLS call", "CALLS record", "RECORDS record"), heard);
  }

  @Test
  void recordsAreBounded() {
    for (int i = 0; i < 1000; i++) {
      board.record(CallRecord.newBuilder().setCallId("c" + i).setStartedAt(at(i)).build());
    }
    assertEquals(200, board.records().size());
    assertEquals("c999", board.records().getFirst().getCallId());
  }
}
