package io.patchbay.routing.call;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.Entered;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.pattern.DigitMap;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.PatternException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the caller of a call was asked for, and has entered (catalogue H-160 to H-164, G-149,
/// G-155). Immutable; it is never printed: its digits may be a PIN.
///
/// @param asked now, or last
/// @param step how far that has come
/// @param digits so far
/// @param number entered; empty: none yet
/// @param told what the policy is told
/// @param words for the record
public record Stage(
    Collect asked, Step step, String digits, String number, Entered told, List<String> words) {
  /// How far an input has come.
  public enum Step {
    /// Nothing was asked for, or what was is known.
    IDLE,
    /// The caller hears ring-back tone once before the answer.
    RINGING,
    /// A line is being answered.
    ANSWERING,
    /// The caller hears a tone.
    PROMPTING,
    /// There is a digit.
    ENTERING,
    /// The PIN is being compared.
    COMPARING,
    /// The caller is told that nobody takes the call.
    TELLING
  }

  private static final int MOST_DIGITS = 32;

  /// Q.850 21: no PIN came in time.
  private static final int CALL_REJECTED = 21;

  /// Q.931 §5.2.4: no digits came in time.
  private static final int ADDRESS_INCOMPLETE = 28;

  /// Nobody was asked for anything.
  public static final Stage NONE =
      new Stage(
          Collect.getDefaultInstance(), Step.IDLE, "", "", Entered.getDefaultInstance(), List.of());

  public Stage {
    requireNonNull(asked, "asked");
    requireNonNull(told, "told");
    words = List.copyOf(words);
  }

  /// Was the caller asked for anything?
  public boolean any() {
    return step != Step.IDLE || !words.isEmpty();
  }

  /// The caller is asked for something new.
  public Stage asking(Collect collect, Step next) {
    return new Stage(collect, next, "", number, told, words);
  }

  /// One step on, with what was entered so far.
  public Stage to(Step next) {
    return new Stage(asked, next, digits, number, told, words);
  }

  /// Does it wait for digits?
  public boolean open() {
    return step == Step.PROMPTING || step == Step.ENTERING;
  }

  /// Is it a PIN that is asked for?
  public boolean forPin() {
    return !asked.getPin().isEmpty();
  }

  /// What its caller hears until the first digit, unless a file is there.
  public Tone tone() {
    if (forPin()) {
      return Tone.TONE_PROMPT;
    }
    return asked.getConfirmed() ? Tone.TONE_CONFIRMED : Tone.TONE_DIAL;
  }

  /// How long the first digit is waited for.
  public Duration noInput() {
    return Duration.ofMillis(asked.getNoInputMs());
  }

  /// What a key makes of it.
  ///
  /// @param next with the digit
  /// @param complete the input has ended
  /// @param pause otherwise, after this time without a digit it has
  public record Typed(Stage next, boolean complete, Duration pause) {}

  /// Takes a digit while [#open]; empty: `#` before any other, which is nothing.
  public Optional<Typed> type(char digit) {
    if (digits.isEmpty() && digit == '#') {
      return Optional.empty();
    }
    DigitMap.Match match = map().next(digits, digit);
    return Optional.of(
        new Typed(
            new Stage(asked, Step.ENTERING, match.digits(), number, told, words),
            match.complete(),
            match.pause()));
  }

  /// When an input is complete: a PIN by `#` or the pause alone, so that nobody hears how long it
  /// is; a number also by its digit map, and at once when it is an emergency number.
  private DigitMap map() {
    Duration pause = Duration.ofMillis(asked.getPauseMs());
    return forPin()
        ? new DigitMap(pause, MOST_DIGITS, Set.of())
        : new DigitMap(pause, MOST_DIGITS, Set.copyOf(asked.getEmergencyNumbersList()), plan());
  }

  private Optional<DigitPlan> plan() {
    try {
      return asked.getDigitMap().isEmpty()
          ? Optional.empty()
          : Optional.of(DigitPlan.parse(asked.getDigitMap()));
    } catch (PatternException _) {
      return Optional.empty(); // the document's check has told of it
    }
  }

  /// Has what was entered to be compared with the PIN? An emergency number is none (E4).
  public boolean isPin() {
    return forPin() && !asked.getEmergencyNumbersList().contains(digits);
  }

  /// No digit came in time.
  public Stage nothing() {
    String word = forPin() ? "no PIN " + asked.getPin() : "no number";
    return noting(word + " in " + asked.getNoInputMs() / 1000 + " s");
  }

  /// Q.850, when no digit came in time.
  public int nothingCause() {
    return forPin() ? CALL_REJECTED : ADDRESS_INCOMPLETE;
  }

  /// What was entered is the number to call.
  public Stage entered() {
    Entered now = told.toBuilder().setNumber(asked).build();
    return new Stage(asked, Step.IDLE, "", digits, now, words).noting(digits + " was entered");
  }

  /// What was entered is the PIN.
  public Stage right() {
    Entered now = told.toBuilder().addPins(asked.getPin()).build();
    return new Stage(asked, Step.IDLE, "", number, now, words)
        .noting("PIN " + asked.getPin() + " was right");
  }

  /// What was entered is not the PIN.
  public Stage wrong() {
    boolean again = told.getWrongPin().equals(asked.getPin());
    int times = again ? told.getWrongPins() + 1 : 1;
    Entered now = told.toBuilder().setWrongPin(asked.getPin()).setWrongPins(times).build();
    return new Stage(asked, Step.IDLE, "", number, now, words)
        .noting("PIN " + asked.getPin() + " was wrong, " + times);
  }

  /// The question of the call, with what its caller has entered.
  public RouteRequest again(RouteRequest question) {
    RouteRequest.Builder anew = question.toBuilder().setEntered(told);
    if (!number.isEmpty()) {
      anew.setCalledNumber(number);
    }
    return anew.build();
  }

  private Stage noting(String word) {
    List<String> more = new ArrayList<>(words);
    more.add("entered: " + word);
    return new Stage(asked, step, digits, number, told, more);
  }

  @Override
  public String toString() {
    return "Stage[" + step + ", " + words + "]";
  }
}
