package io.patchbay.cdr.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.cdr.Calls;
import io.patchbay.cdr.aggregate.CallTally;
import io.patchbay.cdr.record.CallRow;
import io.patchbay.cdr.record.PageToken;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordStoreTest {
  private static final int CALLS = 200;
  private static final Instant END = Calls.START.plus(Duration.ofDays(1));

  private EmbeddedPostgres postgres;
  private RecordWriter writer;
  private RecordReader reader;

  @BeforeAll
  void storeCallsInTwoOverlappingBatches() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    Schema.migrate(postgres.getPostgresDatabase());
    writer = new RecordWriter(postgres.getPostgresDatabase());
    reader = new RecordReader(postgres.getPostgresDatabase());
    assertEquals(150, writer.write(rows(0, 150), List.of()).size());
    assertEquals(50, writer.write(rows(100, CALLS), List.of()).size());
  }

  @AfterAll
  void stop() throws IOException {
    postgres.close();
  }

  private static List<CallRow> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(Calls::call)
        .map(call -> CallRow.of(call, call.toByteArray(), END))
        .toList();
  }

  private static RecordQuery query(
      String line, String number, Optional<PageToken> below, int limit) {
    return new RecordQuery(Calls.START, END, line, number, below, limit);
  }

  private List<CallRecord> pages(String line, String number, int size) throws SQLException {
    List<CallRecord> all = new ArrayList<>();
    Optional<PageToken> below = Optional.empty();
    while (true) {
      List<RecordReader.Found> page = reader.list(query(line, number, below, size));
      if (page.isEmpty()) {
        return all;
      }
      page.forEach(found -> all.add(found.record()));
      below = Optional.of(page.getLast().key());
    }
  }

  private static List<CallRecord> newestFirst(int step, int offset) {
    return IntStream.range(0, CALLS)
        .map(n -> CALLS - 1 - n)
        .filter(n -> n % step == offset)
        .mapToObj(Calls::call)
        .toList();
  }

  @Test
  void migratingAgainChangesNothing() throws SQLException {
    Schema.migrate(postgres.getPostgresDatabase());
    assertEquals(Optional.of(Calls.call(7)), reader.get("call-00000007"));
  }

  @Test
  void aCallIsStoredOnceHoweverOftenItComes() throws SQLException {
    assertEquals(Set.of(), writer.write(rows(0, CALLS), List.of()));
    List<CallRow> twice = new ArrayList<>(rows(5, 6));
    twice.addAll(rows(5, 6));
    assertEquals(Set.of(), writer.write(twice, List.of()));
    assertEquals(CALLS, pages("", "", 1000).size());
  }

  @Test
  void pagesShowEveryRecordOnceNewestFirst() throws SQLException {
    assertEquals(newestFirst(1, 0), pages("", "", 17));
  }

  @Test
  void recordsOfALineArePagedTheSameWay() throws SQLException {
    assertEquals(newestFirst(4, 2), pages("gsm-3", "", 7));
    assertEquals(List.of(), pages("101", "", 7), "an extension is no line");
  }

  @Test
  void aNumberMatchesCallingOrCalledOrDialled() throws SQLException {
    assertEquals(List.of(Calls.call(42)), pages("", "+8613900000042", 5));
    assertEquals(newestFirst(4, 1), pages("", "+8613800000001", 9));
    assertEquals(CALLS, pages("", "101", 50).size());
    assertEquals(List.of(Calls.call(42)), pages(Calls.line(42), "+8613900000042", 5));
    assertEquals(List.of(), pages(Calls.line(43), "+8613900000042", 5));
  }

  @Test
  void aWindowOfTimeIncludesItsBeginningAndExcludesItsEnd() throws SQLException {
    RecordQuery window =
        new RecordQuery(
            Calls.START.plusSeconds(3), Calls.START.plusSeconds(5), "", "", Optional.empty(), 10);
    assertEquals(
        List.of(Calls.call(4), Calls.call(3)),
        reader.list(window).stream().map(RecordReader.Found::record).toList());
  }

  @Test
  void talliesOfTheDatabaseAgreeWithCountingCallByCall() throws SQLException {
    Map<String, CallTally> expected = new HashMap<>();
    for (int n = 0; n < CALLS; n++) {
      CallTally before = expected.getOrDefault(Calls.line(n), CallTally.NONE);
      expected.put(
          Calls.line(n),
          n % 2 == 0 ? before.plusAnswered(Duration.ofSeconds(60)) : before.plusUnanswered());
    }
    assertEquals(expected, reader.tally("line", Calls.START, END));
    assertTrue(reader.tally("trunk", Calls.START, END).isEmpty());
  }

  @Test
  void anUnknownCallIsAbsent() throws SQLException {
    assertEquals(Optional.empty(), reader.get("nobody"));
  }
}
