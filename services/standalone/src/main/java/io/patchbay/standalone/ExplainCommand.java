package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.contract.Fault;
import io.patchbay.contract.RouteQuestions;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.TraceCandidate;
import io.patchbay.proto.policy.v1.TraceStep;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `./patchbay explain FROM NUMBER [at TIME]`: what would become of a call, step by step. Places
/// nothing.
///
/// FROM is `101` (an extension), `extension/101`, `line/gsm-1`, `trunk/pbx` or `api`; an arrow
/// before the number is taken for decoration.
final class ExplainCommand {
  private final ClientOptions options;
  private final ManagedChannel channel;
  private final PrintStream out;

  ExplainCommand(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.channel = channel;
    this.out = out;
  }

  /// Exit code 0: it would go somewhere; 1: it would be refused.
  int run() {
    Decision decision =
        PolicyGrpc.newBlockingStub(channel)
            .explain(request(options, ZonedDateTime.now(ZoneId.systemDefault())));
    String step = "";
    for (TraceStep said : decision.getStepsList()) {
      if (said.getStep().isEmpty()) {
        out.println(said.getText());
        continue;
      }
      out.printf("  %-9s  %s%n", said.getStep().equals(step) ? "" : said.getStep(), said.getText());
      step = said.getStep();
      said.getCandidatesList().forEach(this::say);
    }
    out.println(DecisionWords.of(decision));
    return decision.getTargetsCount() > 0 || decision.hasCollect() ? 0 : 1;
  }

  private void say(TraceCandidate candidate) {
    List<String> words = new ArrayList<>();
    words.add(candidate.getLine());
    words.add(candidate.getState());
    words.add(candidate.getReason());
    words.removeIf(String::isEmpty);
    out.printf(
        "  %-9s    %s %s%n", "", candidate.getChosen() ? "+" : "-", String.join(", ", words));
  }

  /// What is asked.
  ///
  /// @param now in whose zone and on whose day a TIME without them is
  static RouteRequest request(ClientOptions options, ZonedDateTime now) {
    List<String> words = new ArrayList<>(options.words());
    words.removeIf(word -> word.equals("→") || word.equals("->"));
    Optional<String> at = Optional.ofNullable(options.values().get("--at"));
    if (words.size() == 4 && words.get(2).equals("at")) {
      at = Optional.of(words.get(3));
    } else if (words.size() != 2) {
      throw new StartFailure(
          "explain: give FROM and NUMBER, e.g. explain 101 13800000001 at 18:30");
    }
    Instant time = at.map(text -> time(text, now)).orElseGet(now::toInstant);
    try {
      return RouteQuestions.of(
          words.getFirst(), options.values().getOrDefault("--as", ""), words.get(1), time);
    } catch (Fault e) {
      throw new StartFailure("explain: " + e.getMessage(), e);
    }
  }

  private static Instant time(String text, ZonedDateTime now) {
    try {
      if (text.length() <= "18:30:00".length()) {
        return LocalDate.from(now).atTime(LocalTime.parse(text)).atZone(now.getZone()).toInstant();
      }
      return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(now.getZone()).toInstant();
    } catch (DateTimeException e) {
      throw new StartFailure(
          "explain: '" + text + "' is no time: 18:30, 2026-11-22T18:30 or with Z or +01:00", e);
    }
  }
}
