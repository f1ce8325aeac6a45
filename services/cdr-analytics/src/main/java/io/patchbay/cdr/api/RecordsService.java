package io.patchbay.cdr.api;

import static io.patchbay.contract.serve.Answers.answer;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import io.patchbay.cdr.aggregate.CallTally;
import io.patchbay.cdr.record.PageToken;
import io.patchbay.cdr.store.RecordQuery;
import io.patchbay.cdr.store.RecordReader;
import io.patchbay.contract.Fault;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.GetRecordRequest;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.ListRecordsResponse;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.cdr.v1.SummariseRequest;
import io.patchbay.proto.cdr.v1.SummariseResponse;
import io.patchbay.proto.cdr.v1.WatchRecordsRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers `cdr.v1 Records` from the store. Called on virtual threads.
public final class RecordsService extends RecordsGrpc.RecordsImplBase {
  private static final int DEFAULT_PAGE = 100;
  private static final int LARGEST_PAGE = 1000;
  private static final int LONGEST_FILTER = 128;
  private static final Instant BEGINNING = Instant.EPOCH;
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  private final RecordReader reader;
  private final Watchers<CallRecord> watchers;

  public RecordsService(RecordReader reader, Watchers<CallRecord> watchers) {
    this.reader = reader;
    this.watchers = watchers;
  }

  @Override
  public void listRecords(
      ListRecordsRequest request, StreamObserver<ListRecordsResponse> observer) {
    answer(observer, () -> list(request));
  }

  @Override
  public void getRecord(GetRecordRequest request, StreamObserver<CallRecord> observer) {
    answer(observer, () -> get(filter("call_id", request.getCallId())));
  }

  @Override
  public void watchRecords(WatchRecordsRequest request, StreamObserver<CallRecord> observer) {
    watchers.add(observer);
  }

  @Override
  public void summarise(SummariseRequest request, StreamObserver<SummariseResponse> observer) {
    answer(observer, () -> summary(request));
  }

  private ListRecordsResponse list(ListRecordsRequest request) {
    int size = pageSize(request.getPageSize());
    RecordQuery query =
        new RecordQuery(
            time("since", request.hasSince(), request.getSince(), BEGINNING),
            time("until", request.hasUntil(), request.getUntil(), END),
            filter("line", request.getLine()),
            filter("number", request.getNumber()),
            below(request.getPageToken()),
            size + 1);
    List<RecordReader.Found> found = ask(() -> reader.list(query));
    ListRecordsResponse.Builder response = ListRecordsResponse.newBuilder();
    found.stream().limit(size).forEach(row -> response.addRecords(row.record()));
    if (found.size() > size) {
      response.setNextPageToken(found.get(size - 1).key().encode());
    }
    return response.build();
  }

  private CallRecord get(String callId) {
    return ask(() -> reader.get(callId))
        .orElseThrow(() -> new Fault(Fault.Kind.NOT_FOUND, "call " + callId + ": no record"));
  }

  private SummariseResponse summary(SummariseRequest request) {
    String by = request.getBy().isEmpty() ? "line" : request.getBy();
    if (!by.equals("line") && !by.equals("trunk")) {
      throw new Fault(Fault.Kind.INVALID, "by: line or trunk expected, not " + by);
    }
    Instant since = time("since", request.hasSince(), request.getSince(), BEGINNING);
    Instant until = time("until", request.hasUntil(), request.getUntil(), END);
    Map<String, CallTally> tallies = ask(() -> reader.tally(by, since, until));
    SummariseResponse.Builder response = SummariseResponse.newBuilder();
    tallies.forEach((name, tally) -> response.addSummaries(tally.summary(name)));
    return response.build();
  }

  private static int pageSize(int asked) {
    if (asked < 0 || asked > LARGEST_PAGE) {
      throw new Fault(
          Fault.Kind.INVALID,
          "page_size: 1 to " + LARGEST_PAGE + " expected, not " + Integer.toUnsignedString(asked));
    }
    return asked == 0 ? DEFAULT_PAGE : asked;
  }

  private static Instant time(String field, boolean present, Timestamp at, Instant otherwise) {
    if (!present) {
      return otherwise;
    }
    if (!Timestamps.isValid(at)) {
      throw new Fault(
          Fault.Kind.INVALID,
          field + ": no time: " + at.getSeconds() + " s " + at.getNanos() + " ns");
    }
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }

  private static String filter(String field, String value) {
    if (value.length() > LONGEST_FILTER || value.indexOf('\0') >= 0) {
      throw new Fault(
          Fault.Kind.INVALID,
          field + ": at most " + LONGEST_FILTER + " characters without NUL expected");
    }
    return value;
  }

  private static Optional<PageToken> below(String token) {
    try {
      return token.isEmpty() ? Optional.empty() : Optional.of(PageToken.decode(token));
    } catch (IllegalArgumentException e) {
      throw new Fault(Fault.Kind.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new Fault(Fault.Kind.UNAVAILABLE, "the record store does not answer", e);
    }
  }
}
