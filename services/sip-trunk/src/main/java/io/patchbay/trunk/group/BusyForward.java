package io.patchbay.trunk.group;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides where the network sends calls that find a group's server line busy: to the number of an
/// idle client line, or nowhere. Pure.
///
/// The target stays as long as its line is idle, so that nothing is changed for nothing. One order
/// at a time, with a pause behind each, a longer one behind a failure, and a limit in all.
///
/// @param known what the network was heard to do last: a number, `off` as [#OFF]; empty: ask
/// @param ordered what is under way: empty: nothing
/// @param notBefore no order before
/// @param failures in a row
/// @param changes when the last changes were ordered
record BusyForward(
    Optional<String> known,
    Optional<Order> ordered,
    Instant notBefore,
    int failures,
    List<Instant> changes) {
  static final String OFF = "";

  static final Duration PAUSE = Duration.ofSeconds(2);
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final int MOST_CHANGES = 60;

  private static final List<Duration> AFTER_FAILURE =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));
  private static final int ENOUGH_DIGITS = 7;

  BusyForward {
    requireNonNull(known, "known");
    requireNonNull(ordered, "ordered");
    requireNonNull(notBefore, "notBefore");
    changes = List.copyOf(changes);
  }

  /// Nothing is known of the network.
  static BusyForward fresh() {
    return new BusyForward(Optional.empty(), Optional.empty(), Instant.EPOCH, 0, List.of());
  }

  /// What the edge of the server line is to do.
  sealed interface Order {
    /// Ask the network.
    record Ask() implements Order {}

    /// Have it forward to this number; [#OFF]: nowhere.
    record Set(String number) implements Order {}
  }

  /// The next state, and what is to be done now if anything.
  record Step(BusyForward next, Optional<Order> order) {}

  /// Looks at the lines.
  ///
  /// @param serverUp whether the server line can be commanded; when it comes back the network is
  ///   asked anew, its SIM may be another
  /// @param idle the numbers of the idle client lines, the preferred first
  Step look(boolean serverUp, List<String> idle, Instant now) {
    if (!serverUp) {
      return new Step(
          new BusyForward(Optional.empty(), ordered, notBefore, failures, changes),
          Optional.empty());
    }
    if (ordered.isPresent() || now.isBefore(notBefore)) {
      return new Step(this, Optional.empty());
    }
    if (known.isEmpty()) {
      return order(new Order.Ask(), changes);
    }
    String target = known.get();
    boolean stays =
        target.equals(OFF)
            ? idle.isEmpty()
            : idle.stream().anyMatch(number -> same(number, target));
    if (stays) {
      return new Step(this, Optional.empty());
    }
    List<Instant> recent = changes.stream().filter(at -> at.plus(WINDOW).isAfter(now)).toList();
    if (recent.size() >= MOST_CHANGES) {
      Instant next = recent.getFirst().plus(WINDOW);
      return new Step(new BusyForward(known, ordered, next, failures, recent), Optional.empty());
    }
    String wanted = idle.isEmpty() ? OFF : idle.getFirst();
    List<Instant> all = Stream.concat(recent.stream(), Stream.of(now)).toList();
    return order(new Order.Set(wanted), all);
  }

  private Step order(Order order, List<Instant> all) {
    return new Step(
        new BusyForward(known, Optional.of(order), notBefore, failures, all), Optional.of(order));
  }

  /// The network has said what it does.
  BusyForward said(String number, Instant now) {
    if (ordered.isPresent()
        && ordered.get() instanceof Order.Set(String wanted)
        && !same(wanted, number)) {
      return failed(now);
    }
    return new BusyForward(Optional.of(number), Optional.empty(), now.plus(PAUSE), 0, changes);
  }

  /// The order was refused, or nobody knows: the network is asked before anything else.
  BusyForward failed(Instant now) {
    Duration pause = AFTER_FAILURE.get(Math.min(failures, AFTER_FAILURE.size() - 1));
    return new BusyForward(
        Optional.empty(), Optional.empty(), now.plus(pause), failures + 1, changes);
  }

  /// Networks spell numbers in full.
  static boolean same(String one, String other) {
    String a = significant(one);
    String b = significant(other);
    String brief = a.length() < b.length() ? a : b;
    return a.equals(b)
        || (brief.length() >= ENOUGH_DIGITS && a.endsWith(brief) && b.endsWith(brief));
  }

  private static String significant(String number) {
    return number.replaceFirst("^\\+?0*", "");
  }
}
