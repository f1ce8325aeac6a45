package io.patchbay.routing;

import io.patchbay.proto.config.v1.InboundSpec.Auth;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.Target;
import java.util.List;
import java.util.Optional;

/// Who has to enter a PIN first, or a number (catalogue H-160 to H-164, G-149, G-151, G-155,
/// G-172), and who may leave from a second stage at all (E3).
///
/// A line without a PIN, or whose PIN was entered, comes before one that would ask. PINs themselves
/// are not seen here: whoever asked has compared them, and says which were right.
public final class AdmitRule implements RoutingRule {
  private static final int TRIES = 3;
  private static final int NO_INPUT_MS = 10_000;
  private static final int PAUSE_MS = 4_000;

  @Override
  public String name() {
    return "admit";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    if (!(inquiry.resolution() instanceof Resolution.Found found)) {
      return Verdict.pass();
    }
    boolean entered = SecondStages.entered(inquiry);
    String callIn = entered ? "" : callIn(inquiry);
    if (wanted(inquiry, callIn)) {
      return pin(inquiry, callIn, List.of(), Collect.getDefaultInstance());
    }
    if (found.to().hasSecondStage()) {
      return entered
          ? Verdict.refuse(
              Refusal.NOT_ALLOWED, inquiry.called() + " leads to a second stage once more")
          : stage(inquiry, found.to().getLine(), found.to().getSecondStage());
    }
    Optional<SecondStageSpec> behind = SecondStages.behind(found);
    if (behind.isPresent() && !entered) {
      return stage(inquiry, "", behind.get()) instanceof Verdict.Decided decided
              && decided.decision().hasCollect()
          ? Verdict.changed(
              inquiry.withDraft(
                  inquiry.draft().toBuilder().setCollect(decided.decision().getCollect()).build()),
              "then, " + decided.decision().getReason())
          : Verdict.pass();
    }
    if (entered && AuthoriseRule.leaves(inquiry.plan(), found.to()) && !mayLeave(inquiry)) {
      return Verdict.refuse(
          Refusal.NOT_ALLOWED,
          inquiry.caller() + " may not call out from a second stage without a PIN");
    }
    return inquiry.caller().kind() == OriginKind.ORIGIN_KIND_API
            || (!entered && SecondStages.fromNetwork(inquiry.plan().documents(), inquiry.caller()))
        ? Verdict.pass()
        : lines(inquiry);
  }

  /// The name by which wrong PINs of a caller are counted: an extension or phone, else the line or
  /// trunk with the number that calls from there.
  public static String caller(OriginKind kind, String origin, String callingNumber) {
    String key = new Caller(kind, origin).key();
    return kind == OriginKind.ORIGIN_KIND_EXTENSION ? key : key + " " + callingNumber;
  }

  /// Has a PIN still to be entered before anything becomes of the call?
  static boolean asksFirst(Inquiry inquiry) {
    return wanted(inquiry, SecondStages.entered(inquiry) ? "" : callIn(inquiry));
  }

  private static String callIn(Inquiry inquiry) {
    return inquiry.caller().kind() == OriginKind.ORIGIN_KIND_LINE
        ? line(inquiry, inquiry.caller().name()).getCallInPin()
        : "";
  }

  private static LineSpec line(Inquiry inquiry, String name) {
    return inquiry.plan().documents().lines().getOrDefault(name, LineSpec.getDefaultInstance());
  }

  /// Has a PIN still to be entered? Not one that was, nor by numbers on the lists it names.
  private static boolean wanted(Inquiry inquiry, String pin) {
    return !pin.isEmpty()
        && !inquiry.request().getEntered().getPinsList().contains(pin)
        && !NumberLists.has(inquiry, spec(inquiry, pin).getNotAskedList());
  }

  private static PinSpec spec(Inquiry inquiry, String pin) {
    return inquiry.plan().documents().pins().getOrDefault(pin, PinSpec.getDefaultInstance());
  }

  private static Verdict stage(Inquiry inquiry, String line, SecondStageSpec spec) {
    Collect asked =
        Collect.newBuilder()
            .setNoInputMs(noInputMs(spec.getNoInputS()))
            .setPauseMs(spec.getPauseMs() == 0 ? PAUSE_MS : spec.getPauseMs())
            .setDigitMap(spec.getDigitMap())
            .setDialRules(spec.getDialRules())
            .setOpen(spec.getOpen())
            .setAnnouncement(spec.getAnnouncement())
            .setLine(line)
            .setRing(!line.isEmpty())
            .build();
    List<String> lines = line.isEmpty() ? List.of() : List.of(line);
    return wanted(inquiry, spec.getPin())
        ? pin(inquiry, spec.getPin(), lines, asked)
        : ask(inquiry, asked.toBuilder().addAllLines(lines), "a number is to be entered");
  }

  private static int noInputMs(int seconds) {
    return seconds == 0 ? NO_INPUT_MS : 1000 * seconds;
  }

  /// Asks for a PIN, unless too many were wrong.
  private static Verdict pin(Inquiry inquiry, String pin, List<String> lines, Collect stage) {
    String caller =
        caller(
            inquiry.caller().kind(), inquiry.caller().name(), inquiry.request().getCallingNumber());
    Optional<String> locked = inquiry.lines().locked(pin, caller);
    if (locked.isPresent()) {
      return Verdict.refuse(Refusal.NOT_ALLOWED, locked.get());
    }
    PinSpec spec = spec(inquiry, pin);
    int tries = spec.getTries() == 0 ? TRIES : spec.getTries();
    boolean again = inquiry.request().getEntered().getWrongPin().equals(pin);
    int wrong = again ? inquiry.request().getEntered().getWrongPins() : 0;
    if (Integer.compareUnsigned(wrong, tries) >= 0) {
      return Verdict.refuse(
          Refusal.NOT_ALLOWED,
          "PIN " + pin + " was wrong " + Integer.toUnsignedString(wrong) + " times");
    }
    return ask(
        inquiry,
        Collect.newBuilder()
            .setPin(pin)
            .setAnnouncement(spec.getAnnouncement())
            .setNoInputMs(noInputMs(spec.getNoInputS()))
            .setPauseMs(PAUSE_MS)
            .setRing(stage.getRing())
            .addAllLines(lines),
        "PIN " + pin + " is to be entered" + (wrong == 0 ? "" : ", try " + (wrong + 1)));
  }

  private static Verdict ask(Inquiry inquiry, Collect.Builder asked, String text) {
    Decision decision =
        Refusal.NOT_ALLOWED.decision(text).toBuilder()
            .setCollect(asked.addAllEmergencyNumbers(inquiry.plan().stages().emergencyNumbers()))
            .build();
    return new Verdict.Decided(decision, Note.all(text));
  }

  /// Whoever has entered a PIN or shown a password, or where the document leaves the door open.
  private static boolean mayLeave(Inquiry inquiry) {
    if (inquiry.request().getEntered().getPinsCount() > 0
        || inquiry.request().getEntered().getNumber().getOpen()) {
      return true;
    }
    return switch (inquiry.caller().kind()) {
      case ORIGIN_KIND_EXTENSION, ORIGIN_KIND_API -> true;
      case ORIGIN_KIND_LINE ->
          !SecondStages.fromNetwork(inquiry.plan().documents(), inquiry.caller());
      case ORIGIN_KIND_TRUNK ->
          inquiry
                  .plan()
                  .documents()
                  .trunks()
                  .getOrDefault(inquiry.caller().name(), TrunkSpec.getDefaultInstance())
                  .getInbound()
                  .getAuth()
              != Auth.AUTH_UNSPECIFIED;
      case ORIGIN_KIND_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }

  /// Targets that want no PIN, else the first one's PIN.
  private static Verdict lines(Inquiry inquiry) {
    List<Target> targets = inquiry.draft().getTargetsList();
    List<Target> free =
        targets.stream().filter(target -> !wanted(inquiry, callOut(inquiry, target))).toList();
    if (free.size() == targets.size()) {
      return Verdict.pass();
    }
    if (!free.isEmpty()) {
      return Verdict.changed(
          inquiry.withDraft(inquiry.draft().toBuilder().clearTargets().addAllTargets(free).build()),
          "without a PIN: " + Targets.names(free));
    }
    String pin = callOut(inquiry, targets.getFirst());
    List<String> lines =
        targets.stream()
            .filter(target -> callOut(inquiry, target).equals(pin))
            .map(Target::getLine)
            .toList();
    return pin(inquiry, pin, lines, Collect.getDefaultInstance());
  }

  /// The PIN of the line, else of a group it is in.
  private static String callOut(Inquiry inquiry, Target target) {
    if (target.getLine().isEmpty()) {
      return "";
    }
    String own = line(inquiry, target.getLine()).getCallOutPin();
    return own.isEmpty() ? inquiry.plan().stages().groupPin(target.getLine()) : own;
  }
}
