package io.patchbay.routing;

import io.patchbay.proto.config.v1.NumberListSpec.Effect;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Lists of numbers that may not call, may not be called, or are the only ones that may (catalogue
/// G-150, G-152).
///
/// A called number is looked up as dialled and as it would be dialled out, and both as E.164, so
/// that neither an outside prefix nor another form hides anything from a deny list. With several
/// allow lists for one side, one that has the number is enough.
final class NumberLists {
  private NumberLists() {}

  /// Why the lists are against a call; empty when they are not.
  static Optional<String> problem(Inquiry inquiry) {
    List<CompiledList> lists = inquiry.plan().lists();
    Set<String> called = new LinkedHashSet<>(List.of(inquiry.called()));
    if (inquiry.resolution() instanceof Resolution.Found found) {
      called.add(found.number());
      inquiry.publicNumber(found.number()).ifPresent(called::add);
    }
    if (!inquiry.e164().called().isEmpty()) {
      called.add(inquiry.e164().called());
    }
    List<String> calling =
        inquiry.e164().calling().isEmpty()
            ? List.of(inquiry.request().getCallingNumber())
            : List.of(inquiry.request().getCallingNumber(), inquiry.e164().calling());
    return problem(lists, inquiry.caller(), "called", List.copyOf(called), inquiry.at())
        .or(() -> problem(lists, inquiry.caller(), "calling", calling, inquiry.at()));
  }

  private static String fileMissing(CompiledList list) {
    return "the file of list `" + list.name() + "` is not known here";
  }

  /// What the decision does without: the files of lists that concern the caller, and are not here.
  static List<String> missing(Inquiry inquiry) {
    return inquiry.plan().lists().stream()
        .filter(list -> !list.whole() && list.spec().getEffect() != Effect.EFFECT_NO_PIN)
        .filter(list -> inquiry.caller().isAmong(list.spec().getFromList()))
        .map(NumberLists::fileMissing)
        .toList();
  }

  /// Has one of these lists the caller's number, or the called one, as each says?
  ///
  /// @param names of lists; one that is not there has nobody
  static boolean has(Inquiry inquiry, List<String> names) {
    return inquiry.plan().lists().stream()
        .filter(list -> names.contains(list.name()))
        .filter(list -> inquiry.caller().isAmong(list.spec().getFromList()))
        .anyMatch(list ->
            numbers(inquiry, list).stream().anyMatch(one -> list.contains(one, inquiry.at())));
  }

  private static List<String> numbers(Inquiry inquiry, CompiledList list) {
    return list.spec().getSide().equals("calling")
        ? List.of(inquiry.request().getCallingNumber(), inquiry.e164().calling())
        : List.of(inquiry.called(), inquiry.e164().called());
  }

  /// Why the lists are against these numbers; empty when they are not.
  static Optional<String> problem(
      List<CompiledList> lists, Caller caller, String side, List<String> numbers, Instant at) {
    List<CompiledList> mine = lists.stream().filter(list -> applies(list, caller, side)).toList();
    Predicate<CompiledList> has =
        list -> list.presumed() || numbers.stream().anyMatch(number -> list.contains(number, at));
    String shown = numbers.getFirst().isEmpty() ? "a withheld number" : numbers.getFirst();
    Optional<CompiledList> denied =
        mine.stream()
            .filter(list -> list.spec().getEffect() == Effect.EFFECT_DENY)
            .filter(has)
            .findFirst();
    if (denied.isPresent()) {
      return Optional.of(
          denied.get().presumed()
              ? fileMissing(denied.get()) + "; it may deny the " + side + " number " + shown
              : "list `" + denied.get().name() + "` denies the " + side + " number " + shown);
    }
    List<CompiledList> allowing =
        mine.stream().filter(list -> list.spec().getEffect() == Effect.EFFECT_ALLOW).toList();
    if (!allowing.isEmpty() && allowing.stream().noneMatch(has)) {
      return Optional.of(
          "list `"
              + allowing.getFirst().name()
              + "` does not have the "
              + side
              + " number "
              + shown
              + (allowing.getFirst().whole() ? "" : " itself, and its file is not known here"));
    }
    return Optional.empty();
  }

  private static boolean applies(CompiledList list, Caller caller, String side) {
    String listed = list.spec().getSide().isEmpty() ? "called" : list.spec().getSide();
    return listed.equals(side) && caller.isAmong(list.spec().getFromList());
  }
}
