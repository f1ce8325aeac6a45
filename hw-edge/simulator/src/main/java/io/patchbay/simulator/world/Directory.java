package io.patchbay.simulator.world;

import io.patchbay.simulator.network.Behaviour;
import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.network.Subscriber;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The subscribers by number; made when first needed.
///
/// | number | behaviour |
/// |---|---|
/// | 10086 | answers after 1 s, 440 Hz, sends DTMF back |
/// | 10000 | answers at once, echoes |
/// | 10010 | busy |
/// | 10011 | no answer |
/// | 10012 | rejects |
/// | 10013 | unallocated |
/// | 10014 | absent |
/// | +86138 0000 NNNN | rings until told otherwise |
/// | 55501 … 55506 | fixed: answers with 440 Hz, busy, no answer, rejects, unallocated, echoes |
/// | 555NN | fixed: rings until told otherwise |
final class Directory {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Map<String, Behaviour> WELL_KNOWN =
      Map.ofEntries(
          Map.entry("10086", Behaviour.answering(SOON, CallPlan.saying("tone:440").echoingDtmf())),
          Map.entry("10000", Behaviour.answering(Duration.ZERO, CallPlan.saying("echo"))),
          Map.entry("10010", Behaviour.of(Behaviour.Mode.BUSY)),
          Map.entry("10011", Behaviour.of(Behaviour.Mode.NO_ANSWER)),
          Map.entry("10012", Behaviour.of(Behaviour.Mode.REJECT)),
          Map.entry("10013", Behaviour.of(Behaviour.Mode.UNALLOCATED)),
          Map.entry("10014", Behaviour.of(Behaviour.Mode.ABSENT)),
          Map.entry("55501", Behaviour.answering(SOON, CallPlan.saying("tone:440").echoingDtmf())),
          Map.entry("55502", Behaviour.of(Behaviour.Mode.BUSY)),
          Map.entry("55503", Behaviour.of(Behaviour.Mode.NO_ANSWER)),
          Map.entry("55504", Behaviour.of(Behaviour.Mode.REJECT)),
          Map.entry("55505", Behaviour.of(Behaviour.Mode.UNALLOCATED)),
          Map.entry("55506", Behaviour.answering(SOON, CallPlan.saying("echo"))));

  private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
  private final Function<String, Subscriber> make;

  Directory(Function<String, Subscriber> make) {
    this.make = make;
  }

  /// The subscriber of a number in normal form, if the number leads to one.
  Optional<Subscriber> find(String number) {
    boolean exists =
        subscribers.containsKey(number)
            || WELL_KNOWN.containsKey(number)
            || number.matches("\\+861380000[0-9]{4}|555[0-9]{2}");
    return exists ? Optional.of(get(number)) : Optional.empty();
  }

  /// The subscriber of a number in normal form; from now on there is one.
  Subscriber get(String number) {
    return subscribers.computeIfAbsent(
        number,
        wanted -> {
          Subscriber subscriber = make.apply(wanted);
          Behaviour known = WELL_KNOWN.get(wanted);
          if (known != null) {
            subscriber.behave(known);
          }
          return subscriber;
        });
  }

  Map<String, Subscriber> all() {
    return subscribers;
  }
}
