package io.patchbay.sms.ledger;

import static io.patchbay.sms.ledger.PartState.DELIVERED;
import static io.patchbay.sms.ledger.PartState.FAILED;
import static io.patchbay.sms.ledger.PartState.SENDING;
import static io.patchbay.sms.ledger.PartState.SENT;
import static io.patchbay.sms.ledger.PartState.WAITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.sms.v1.MessageState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerTest {
  private static final List<PartEvent> EVENTS =
      List.of(
          new PartEvent.Asked(),
          new PartEvent.Taken(),
          new PartEvent.Refused(),
          new PartEvent.GivenUp(),
          new PartEvent.Delivered(),
          new PartEvent.StillTrying(),
          new PartEvent.Undeliverable());

  /// Columns in the order of EVENTS.
  private static final Map<PartState, List<PartState>> TABLE =
      Map.of(
          WAITING, List.of(SENDING, SENT, WAITING, FAILED, WAITING, WAITING, WAITING),
          SENDING, List.of(SENDING, SENT, WAITING, FAILED, DELIVERED, SENDING, FAILED),
          SENT, List.of(SENT, SENT, SENT, SENT, DELIVERED, SENT, FAILED),
          DELIVERED,
              List.of(DELIVERED, DELIVERED, DELIVERED, DELIVERED, DELIVERED, DELIVERED, DELIVERED),
          FAILED, List.of(FAILED, FAILED, FAILED, FAILED, DELIVERED, FAILED, FAILED));

  @ParameterizedTest
  @EnumSource(PartState.class)
  void everyEventHasItsCellInEveryState(PartState state) {
    List<PartState> row = TABLE.getOrDefault(state, List.of());
    for (int i = 0; i < EVENTS.size(); i++) {
      assertEquals(row.get(i), PartMachine.on(state, EVENTS.get(i)), state + " " + EVENTS.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPartThatLeftIsNeverOpenAgain(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PartState state = WAITING;
    boolean left = false;
    for (int step = 0; step < 1000; step++) {
      state = left && random.nextInt(20) == 0 ? WAITING : state;
      left = left && state != WAITING;
      PartState next = PartMachine.on(state, EVENTS.get(random.nextInt(EVENTS.size())));
      if (left) {
        assertTrue(
            next == SENT || next == DELIVERED || next == FAILED,
            "seed " + seed + ": " + state + " to " + next);
      }
      left = next == SENT || next == DELIVERED;
      state = next;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WAITING,                 MESSAGE_STATE_ACCEPTED,  0",
    "WAITING WAITING,         MESSAGE_STATE_ACCEPTED,  0",
    "SENDING WAITING,         MESSAGE_STATE_SENDING,   0",
    "SENT WAITING,            MESSAGE_STATE_SENDING,   1",
    "SENT SENT,               MESSAGE_STATE_SENT,      2",
    "SENT DELIVERED,          MESSAGE_STATE_SENT,      2",
    "DELIVERED DELIVERED,     MESSAGE_STATE_DELIVERED, 2",
    "DELIVERED FAILED,        MESSAGE_STATE_FAILED,    1",
    "FAILED WAITING SENT,     MESSAGE_STATE_FAILED,    1",
  })
  void aMessageIsAsFarAsItsParts(String parts, MessageState state, int done) {
    List<PartState> states = Stream.of(parts.split(" ")).map(PartState::valueOf).toList();
    assertEquals(new Progress(state, done), Progress.of(states));
  }

  @Test
  void codesOfTheDatabaseStandForTheirStates() {
    for (PartState state : PartState.values()) {
      assertEquals(state, PartState.ofCode(state.code()));
    }
    assertThrows(IllegalArgumentException.class, () -> PartState.ofCode(0));
  }

  @Test
  void idsSortInTheOrderTheyWereMadeEvenWithinAMillisecond() {
    MessageIds ids =
        new MessageIds(
            InstantSource.fixed(Instant.ofEpochMilli(1_800_000_000_000L)), new SplittableRandom(7));
    String before = "";
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next();
      assertTrue(id.compareTo(before) > 0, before + " then " + id);
      assertEquals(7, UUID.fromString(id).version());
      assertEquals(2, UUID.fromString(id).variant());
      before = id;
    }
  }
}
