package io.patchbay.routing.conduct;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.RunPolicySpec;
import io.patchbay.proto.limit.v1.LineCall;
import io.patchbay.proto.limit.v1.PolicyTerms;
import io.patchbay.proto.limit.v1.PolicyTick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The run policies of the documents. Immutable.
public final class RunPolicies {
  private final Map<String, List<PolicyTerms>> byLine = new TreeMap<>();

  public RunPolicies(Documents documents) {
    documents
        .runPolicies()
        .forEach((name, spec) -> {
          PolicyTerms terms =
              PolicyTerms.newBuilder().setName(name).setSpec(spec.toBuilder().clearOn()).build();
          documents.lines().entrySet().stream()
              .filter(line -> callsOut(line.getValue()))
              .filter(line -> concerns(documents, spec, line.getKey()))
              .forEach(
                  line -> byLine.computeIfAbsent(line.getKey(), _ -> new ArrayList<>()).add(terms));
        });
  }

  private static boolean callsOut(LineSpec line) {
    return line.getKind() != LineKind.LINE_KIND_FXS;
  }

  private static boolean concerns(Documents documents, RunPolicySpec policy, String line) {
    return policy.getOnList().stream()
        .anyMatch(on ->
            on.equals("line/" + line)
                || (on.startsWith("line-group/")
                    && documents
                        .lineGroups()
                        .getOrDefault(
                            on.substring("line-group/".length()),
                            LineGroupSpec.getDefaultInstance())
                        .getLinesList()
                        .contains(line)));
  }

  /// What is to be counted of an attempt; none: no policy concerns the line.
  public List<LineCall> count(Attempt attempt) {
    List<PolicyTerms> policies = byLine.getOrDefault(attempt.line(), List.of());
    return policies.isEmpty()
        ? List.of()
        : List.of(
            LineCall.newBuilder()
                .setLine(attempt.line())
                .setEndedAt(Timestamps.fromMillis(attempt.ended().toEpochMilli()))
                .setRang(attempt.rang())
                .setAnswered(attempt.answered())
                .setSeconds(attempt.seconds())
                .addAllPolicies(policies)
                .build());
  }

  /// The policies whose minutes are over, or have to begin.
  public List<PolicyTick> due(Conduct conduct, Instant now) {
    List<PolicyTick> due = new ArrayList<>();
    byLine.forEach((line, policies) ->
        policies.stream()
            .filter(one -> one.getSpec().getEveryMinutes() != 0)
            .filter(one -> conduct.awaits(line, one.getName(), one.getSpec(), now))
            .forEach(one -> due.add(PolicyTick.newBuilder().setLine(line).setPolicy(one).build())));
    return due;
  }
}
