package io.patchbay.console.rest;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/api/replay`: which of the last calls changed documents would send elsewhere, page by page.
/// Changes nothing.
@Controller("/api/replay")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReplayController {
  private static final int PAGE = 500;

  private final Peers peers;

  ReplayController(Peers peers) {
    this.peers = peers;
  }

  /// @param documents changed ones, YAML
  /// @param calls how many of the last calls at most; missing: 500, which is the most of one page
  /// @param after `next` of the page before; missing: the latest call
  @Serdeable
  record Wanted(@Nullable String documents, @Nullable Integer calls, @Nullable String after) {}

  /// `asked`, how many calls; `differences`, each with `at`, `origin`, `called`, `was` and `now`;
  /// `next`, empty when there are no more.
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  String replay(@Body Wanted wanted) {
    int calls = wanted.calls() == null ? PAGE : wanted.calls();
    if (calls < 1 || calls > PAGE) {
      throw new Fault(Fault.Kind.INVALID, "calls " + calls + ": 1 to " + PAGE);
    }
    List<Document> changed = documents(wanted.documents() == null ? "" : wanted.documents());
    ListRecordsResponse records =
        peers.records(
            ListRecordsRequest.newBuilder()
                .setPageSize(calls)
                .setPageToken(wanted.after() == null ? "" : wanted.after())
                .build());
    List<Difference> differences =
        peers.replay(
            ReplayRequest.newBuilder()
                .addAllChanged(changed)
                .addAllCalls(records.getRecordsList().stream().map(RouteQuestions::of).toList())
                .build());
    Map<String, CallRecord> byId =
        records.getRecordsList().stream()
            .collect(Collectors.toMap(CallRecord::getCallId, record -> record, (one, _) -> one));
    String answer =
        Json.listOf(
            "differences",
            differences.stream()
                .map(difference ->
                    json(
                        difference,
                        byId.getOrDefault(difference.getCallId(), CallRecord.getDefaultInstance())))
                .toList());
    answer = Json.with(answer, "asked", String.valueOf(records.getRecordsCount()));
    return Json.with(answer, "next", Json.quote(records.getNextPageToken()));
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
