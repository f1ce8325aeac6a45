package io.patchbay.trunk.dialog;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.Entered;
import java.util.ArrayList;
import java.util.List;

/// What the caller of a call was asked for, and has entered. It is never printed: its digits may be
/// a PIN.
///
/// @param asked now, or last
/// @param step how far that has come
/// @param digits so far
/// @param number entered; empty: none yet
/// @param entered what the policy is told
/// @param words for the record
public record Stage(
    Collect asked, Step step, String digits, String number, Entered entered, List<String> words) {
  /// How far an input has come.
  enum Step {
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

  static final Stage NONE =
      new Stage(
          Collect.getDefaultInstance(), Step.IDLE, "", "", Entered.getDefaultInstance(), List.of());

  public Stage {
    requireNonNull(asked, "asked");
    requireNonNull(entered, "entered");
    words = List.copyOf(words);
  }

  /// Was the caller asked for anything?
  public boolean any() {
    return step != Step.IDLE || !words.isEmpty();
  }

  Stage asking(Collect collect, Step next) {
    return new Stage(collect, next, "", number, entered, words);
  }

  Stage to(Step next) {
    return new Stage(asked, next, digits, number, entered, words);
  }

  Stage with(String digitsSoFar) {
    return new Stage(asked, Step.ENTERING, digitsSoFar, number, entered, words);
  }

  Stage number(String dialled) {
    Entered told = entered.toBuilder().setNumber(asked).build();
    return new Stage(asked, Step.IDLE, "", dialled, told, words).noting(dialled + " was entered");
  }

  Stage right() {
    Entered told = entered.toBuilder().addPins(asked.getPin()).build();
    return new Stage(asked, Step.IDLE, "", number, told, words)
        .noting("PIN " + asked.getPin() + " was right");
  }

  Stage wrong() {
    boolean again = entered.getWrongPin().equals(asked.getPin());
    int times = again ? entered.getWrongPins() + 1 : 1;
    Entered told = entered.toBuilder().setWrongPin(asked.getPin()).setWrongPins(times).build();
    return new Stage(asked, Step.IDLE, "", number, told, words)
        .noting("PIN " + asked.getPin() + " was wrong, " + times);
  }

  Stage noting(String word) {
    List<String> more = new ArrayList<>(words);
    more.add("entered: " + word);
    return new Stage(asked, step, digits, number, entered, more);
  }

  @Override
  public String toString() {
    return "Stage[" + step + ", " + words + "]";
  }
}
