package io.patchbay.console.rest;

import com.google.protobuf.ByteString;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.patchbay.console.api.Peers;
import io.patchbay.contract.Fault;
import io.patchbay.contract.RouteQuestions;
import io.patchbay.contract.TargetWords;
import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.ListRecordsResponse;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Difference;
import io.patchbay.proto.policy.v1.ReplayRequest;
import io.patchbay.proto.policy.v1.ReplayResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/api/replay`: which of the last calls changed documents would send elsewhere. Changes nothing.
@Controller("/api/replay")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReplayController {
  private static final int PAGE = 500;
  private static final int USUAL = 1_000;
  private static final int MOST = 10_000;

  private final Peers peers;

  ReplayController(Peers peers) {
    this.peers = peers;
  }

  /// @param documents changed ones, YAML
  /// @param calls how many of the last calls at most, up to 10000; missing: 1000
  @Serdeable
  record Wanted(@Nullable String documents, @Nullable Integer calls) {}

  /// `asked`, how many calls; `differences`, oldest first, each with `at`, `origin`, `called`,
  /// `was` and `now`.
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  String replay(@Body Wanted wanted) {
    int calls = wanted.calls() == null ? USUAL : wanted.calls();
    if (calls < 1 || calls > MOST) {
      throw new Fault(Fault.Kind.INVALID, "calls " + calls + ": 1 to " + MOST);
    }
    List<Document> changed = documents(wanted.documents() == null ? "" : wanted.documents());
    List<CallRecord> records = records(calls);
    List<String> rows = new ArrayList<>();
    ByteString state = ByteString.EMPTY;
    for (int from = 0; from == 0 || from < records.size(); from += PAGE) {
      List<CallRecord> some = records.subList(from, Math.min(from + PAGE, records.size()));
      ReplayResponse answer =
          peers.replay(
              ReplayRequest.newBuilder()
                  .addAllChanged(changed)
                  .addAllCalls(some.stream().map(RouteQuestions::replayed).toList())
                  .setState(state)
                  .build());
      Map<String, CallRecord> byId =
          some.stream()
              .collect(Collectors.toMap(CallRecord::getCallId, record -> record, (one, _) -> one));
      for (Difference difference : answer.getDifferencesList()) {
        CallRecord record =
            byId.getOrDefault(difference.getCallId(), CallRecord.getDefaultInstance());
        rows.add(json(difference, record));
      }
      state = answer.getState();
    }
    return Json.with(Json.listOf("differences", rows), "asked", String.valueOf(records.size()));
  }

  /// Oldest first, without what a replay does not need.
  private List<CallRecord> records(int last) {
    List<CallRecord> records = new ArrayList<>();
    String page = "";
    do {
      ListRecordsResponse answer =
          peers.records(
              ListRecordsRequest.newBuilder()
                  .setPageSize(Math.min(PAGE, last - records.size()))
                  .setPageToken(page)
                  .build());
      for (CallRecord record : answer.getRecordsList()) {
        records.add(record.toBuilder().clearLegs().clearTrace().clearRecordings().build());
      }
      page = answer.getNextPageToken();
    } while (!page.isEmpty() && records.size() < last);
    Collections.reverse(records);
    return records;
  }

  private static List<Document> documents(String yaml) {
    try {
      List<Document> documents = DocumentYaml.parse("documents", yaml);
      if (documents.isEmpty()) {
        throw new Fault(Fault.Kind.INVALID, "documents: there is none");
      }
      return documents;
    } catch (DocumentException e) {
      throw e.toFault();
    }
  }

  private static String json(Difference difference, CallRecord record) {
    String at = Instant.ofEpochSecond(record.getStartedAt().getSeconds()).toString();
    String text = Json.with("{}", "callId", Json.quote(difference.getCallId()));
    text = Json.with(text, "at", Json.quote(at));
    text =
        Json.with(
            text,
            "origin",
            Json.quote((record.getOriginKind() + " " + record.getOrigin()).strip()));
    text = Json.with(text, "called", Json.quote(record.getCalledNumber()));
    text = Json.with(text, "was", Json.quote(words(difference.getBefore())));
    return Json.with(text, "now", Json.quote(words(difference.getAfter())));
  }

  private static String words(Decision decision) {
    return decision.getTargetsCount() == 0
        ? "refused: SIP %d, cause %d, %s"
            .formatted(decision.getSipStatus(), decision.getCause(), decision.getReason())
        : decision.getTargetsList().stream()
            .map(TargetWords::of)
            .collect(Collectors.joining(", else "));
  }
}
