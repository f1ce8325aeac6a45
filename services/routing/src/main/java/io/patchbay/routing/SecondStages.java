package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.rewrite.PrefixRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Calls to a line itself, which collect a number (catalogue H-160), and the numbers that were
/// collected. Immutable.
final class SecondStages {
  private final Documents documents;
  private final Supplier<Set<String>> emergency;
  private final Map<String, String> groupPins = new HashMap<>();
  private final List<Map.Entry<String, LineSpec>> staged;
  private volatile @Nullable Set<String> emergencyNumbers;

  /// @param emergency takes some milliseconds, and is asked once
  SecondStages(Documents documents, Supplier<Set<String>> emergency) {
    this.documents = documents;
    this.emergency = emergency;
    this.staged =
        documents.lines().entrySet().stream()
            .filter(line -> line.getValue().hasSecondStage())
            .toList();
    for (LineGroupSpec group : documents.lineGroups().values()) {
      if (!group.getCallOutPin().isEmpty()) {
        group.getLinesList().forEach(line -> groupPins.putIfAbsent(line, group.getCallOutPin()));
      }
    }
  }

  /// Numbers that wait for no further digit and no PIN, with and without an outside prefix.
  Set<String> emergencyNumbers() {
    Set<String> known = emergencyNumbers;
    if (known == null) {
      known = Set.copyOf(emergency.get());
      emergencyNumbers = known;
    }
    return known;
  }

  /// The PIN that a group wants for calls by its line; empty: none.
  String groupPin(String line) {
    return groupPins.getOrDefault(line, "");
  }

  /// Was the called number entered by a caller who had been answered?
  static boolean entered(Inquiry inquiry) {
    return inquiry.request().getEntered().hasNumber();
  }

  /// Where the call goes by what its caller has entered, or to be asked; empty: as any other.
  Optional<Resolution> of(Inquiry inquiry) {
    if (entered(inquiry)) {
      String line = inquiry.request().getEntered().getNumber().getLine();
      return line.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Resolution.Found(
                  Destination.newBuilder().setLine(line).build(),
                  inquiry.called(),
                  inquiry.called() + " was entered on line " + line));
    }
    return fromNetwork(documents, inquiry.caller())
        ? Optional.empty()
        : staged.stream()
            .filter(line -> means(inquiry, line))
            .findFirst()
            .map(line -> itself(line, inquiry.called()));
  }

  private static Resolution itself(Map.Entry<String, LineSpec> line, String called) {
    return new Resolution.Found(
        Destination.newBuilder()
            .setLine(line.getKey())
            .setSecondStage(line.getValue().getSecondStage())
            .build(),
        called,
        called + " is line " + line.getKey() + " itself");
  }

  private boolean means(Inquiry inquiry, Map.Entry<String, LineSpec> line) {
    LineSpec spec = line.getValue();
    String called = inquiry.called();
    boolean number =
        !spec.getNumber().isEmpty()
            && (spec.getNumber().equals(called)
                || spec.getNumber().equals(inquiry.e164().called()));
    boolean account =
        inquiry.caller().kind() == OriginKind.ORIGIN_KIND_TRUNK
            && spec.getAccount().equals(inquiry.caller().name())
            && (called.isEmpty()
                || inquiry.request().getCalledNumber().equals(user(spec.getAccount())));
    return number || account;
  }

  private String user(String trunk) {
    TrunkSpec spec = documents.trunks().getOrDefault(trunk, TrunkSpec.getDefaultInstance());
    AccountSpec account = spec.getAccount();
    return account.getUser().isEmpty() ? spec.getAuthUser() : account.getUser();
  }

  /// The second stage that follows when nobody answers.
  static Optional<SecondStageSpec> behind(Resolution.Found found) {
    return found.then().stream()
        .filter(one -> one.to().hasSecondStage())
        .map(one -> one.to().getSecondStage())
        .findFirst();
  }

  /// A caller of a mobile network or exchange.
  static boolean fromNetwork(Documents documents, Caller caller) {
    return caller.kind() == OriginKind.ORIGIN_KIND_LINE
        && documents.lines().getOrDefault(caller.name(), LineSpec.getDefaultInstance()).getKind()
            != LineKind.LINE_KIND_FXS;
  }

  /// What the stage's dial rules make of a number that was entered (catalogue G-166).
  static String rewritten(Inquiry inquiry) {
    Collect asked = inquiry.request().getEntered().getNumber();
    try {
      return asked.getDialRules().isEmpty()
          ? inquiry.called()
          : PrefixRules.parse(asked.getDialRules()).apply(inquiry.called());
    } catch (PatternException _) {
      return inquiry.called(); // the document's check has told of it
    }
  }
}
