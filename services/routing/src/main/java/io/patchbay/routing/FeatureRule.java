package io.patchbay.routing;

import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_DO_NOT_DISTURB;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_FORWARD_ALWAYS;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_FORWARD_BUSY;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_FORWARD_NO_ANSWER;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_NO_CALL_WAITING;
import static io.patchbay.proto.event.v1.PhoneFeature.PHONE_FEATURE_WITHHOLD_CALLER_ID;

import io.patchbay.contract.FeatureCode;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.Decision;
import java.util.Optional;

/// What phones and extensions dial for features (catalogue H8): a code that sets something is
/// answered with dial tone, one for a single call is taken off the number. An emergency number
/// behind a code is one.
///
/// @param keeps dial-plan keeps settings, and an edge alone those of its phones; where they cannot
///   be kept (a trunk while dial-plan is away) they are refused
public record FeatureRule(boolean keeps) implements RoutingRule {
  private static final int NO_INPUT_MS = 10_000;
  private static final int PAUSE_MS = 4_000;
  private static final int MOST_DIGITS = 32;

  @Override
  public String name() {
    return "feature";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    String phone = inquiry.caller().key();
    FeatureCodes codes = inquiry.plan().featureCodes();
    if (inquiry.request().getRedirected() || !codes.isPhone(phone)) {
      return Verdict.pass();
    }
    Optional<FeatureCode> asked =
        FeatureCode.of(inquiry.request().getEntered().getNumber().getFeature());
    if (asked.isPresent()) {
      return forward(inquiry, asked.get(), inquiry.called());
    }
    Optional<FeatureCodes.Dialled> dialled = codes.in(phone, inquiry.called());
    if (dialled.isPresent()) {
      return dialled(inquiry, dialled.get());
    }
    return withholds(inquiry)
        ? Verdict.changed(withheld(inquiry), phone + " shows its number to nobody")
        : Verdict.pass();
  }

  private static boolean withholds(Inquiry inquiry) {
    return inquiry
        .lines()
        .phone(inquiry.caller().key())
        .has(PhoneFeature.PHONE_FEATURE_WITHHOLD_CALLER_ID);
  }

  private Verdict dialled(Inquiry inquiry, FeatureCodes.Dialled dialled) {
    FeatureCode code = dialled.feature();
    String number = dialled.number();
    return switch (code) {
      case WITHHOLD_CALLER_ID -> set(inquiry, PHONE_FEATURE_WITHHOLD_CALLER_ID, true);
      case SHOW_CALLER_ID -> set(inquiry, PHONE_FEATURE_WITHHOLD_CALLER_ID, false);
      case NO_CALL_WAITING -> set(inquiry, PHONE_FEATURE_NO_CALL_WAITING, true);
      case CALL_WAITING -> set(inquiry, PHONE_FEATURE_NO_CALL_WAITING, false);
      case WITHHOLD_CALLER_ID_ONCE -> once(inquiry, code, number, true);
      case SHOW_CALLER_ID_ONCE -> once(inquiry, code, number, false);
      case NO_CALL_WAITING_ONCE, CALL_WAITING_ONCE ->
          once(inquiry, code, number, withholds(inquiry));
      case CALL_RETURN -> back(inquiry);
      case FORWARD_ALWAYS, FORWARD_BUSY, FORWARD_NO_ANSWER -> forward(inquiry, code, number);
      case FORWARD_ALWAYS_CANCEL -> set(inquiry, PHONE_FEATURE_FORWARD_ALWAYS, false);
      case FORWARD_BUSY_CANCEL -> set(inquiry, PHONE_FEATURE_FORWARD_BUSY, false);
      case FORWARD_NO_ANSWER_CANCEL -> set(inquiry, PHONE_FEATURE_FORWARD_NO_ANSWER, false);
      case DO_NOT_DISTURB -> set(inquiry, PHONE_FEATURE_DO_NOT_DISTURB, true);
      case DO_NOT_DISTURB_CANCEL -> set(inquiry, PHONE_FEATURE_DO_NOT_DISTURB, false);
    };
  }

  /// For the number behind the code alone (H-122 to H-126).
  private static Verdict once(Inquiry inquiry, FeatureCode code, String number, boolean withheld) {
    return number.isEmpty()
        ? Verdict.refuse(Refusal.UNKNOWN_NUMBER, code.word() + " without a number")
        : call(inquiry, number, withheld, code.word() + ": " + number);
  }

  /// Calls who called last (H-124).
  private static Verdict back(Inquiry inquiry) {
    String phone = inquiry.caller().key();
    Optional<String> last = inquiry.lines().callerOf(phone);
    if (last.isEmpty()) {
      return Verdict.refuse(Refusal.UNKNOWN_NUMBER, "nobody has called " + phone);
    }
    return last.get().isEmpty()
        ? Verdict.refuse(Refusal.UNKNOWN_NUMBER, "who called " + phone + " last showed no number")
        : call(inquiry, last.get(), withholds(inquiry), last.get() + " called last");
  }

  private static Verdict call(Inquiry inquiry, String number, boolean withheld, String why) {
    Inquiry anew = inquiry.dialling(number);
    return new EmergencyRule().judge(anew) instanceof Verdict.Decided help
        ? help
        : Verdict.changed(withheld ? withheld(anew) : anew, why);
  }

  private static Inquiry withheld(Inquiry inquiry) {
    return inquiry.withDraft(
        inquiry.draft().toBuilder().clearCallingNumber().clearCallingName().build());
  }

  private Verdict forward(Inquiry inquiry, FeatureCode code, String number) {
    if (number.isEmpty()) {
      return asked(inquiry, code);
    }
    Optional<Decision> problem =
        number.length() > MOST_DIGITS
            ? Optional.of(Refusal.UNKNOWN_NUMBER.decision(number + " is no number"))
            : Forwarding.problem(inquiry, number);
    if (problem.isPresent()) {
      return new Verdict.Decided(
          problem.get(), Note.all(code.word() + ": " + problem.get().getReason()));
    }
    PhoneFeature feature =
        switch (code) {
          case FORWARD_BUSY -> PHONE_FEATURE_FORWARD_BUSY;
          case FORWARD_NO_ANSWER -> PHONE_FEATURE_FORWARD_NO_ANSWER;
          default -> PHONE_FEATURE_FORWARD_ALWAYS;
        };
    return set(inquiry, feature, true, number);
  }

  private Verdict set(Inquiry inquiry, PhoneFeature feature, boolean on) {
    return set(inquiry, feature, on, "");
  }

  private Verdict set(Inquiry inquiry, PhoneFeature feature, boolean on, String number) {
    if (!keeps) {
      return unkept();
    }
    String words =
        inquiry.caller().key()
            + ": "
            + PhoneWords.of(feature)
            + (number.isEmpty() ? "" : " " + number)
            + (on ? " is set" : " is taken back");
    PhoneSetting setting =
        PhoneSetting.newBuilder()
            .setPhone(inquiry.caller().key())
            .setFeature(feature)
            .setOn(on)
            .setNumber(number)
            .setAt(inquiry.request().getAt())
            .build();
    return new Verdict.Decided(
        confirmed(tone(inquiry, words, "")).setSetting(setting).build(), Note.all(words));
  }

  private static Decision.Builder confirmed(Decision decision) {
    return decision.toBuilder().setCollect(decision.getCollect().toBuilder().setConfirmed(true));
  }

  private static Verdict unkept() {
    return Verdict.refuse(
        Refusal.NO_LINE, "dial-plan is away: settings of phones stay as they are");
  }

  private Verdict asked(Inquiry inquiry, FeatureCode code) {
    String words = code.word() + ": the number is to be entered";
    return keeps
        ? new Verdict.Decided(tone(inquiry, words, code.word()), Note.all(words))
        : unkept();
  }

  /// Dial tone, behind which a number may be entered; it ends the call when none is.
  private static Decision tone(Inquiry inquiry, String words, String feature) {
    return Refusal.NOT_ALLOWED.decision(words).toBuilder()
        .setCollect(
            Collect.newBuilder()
                .setNoInputMs(NO_INPUT_MS)
                .setPauseMs(PAUSE_MS)
                .setFeature(feature)
                .addAllEmergencyNumbers(inquiry.plan().stages().emergencyNumbers()))
        .build();
  }
}
