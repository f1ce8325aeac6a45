package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

/// What this edge remembers, over a restart, for the time when it is alone. For the mailbox thread.
public final class EdgeMemory {
  private final HelpMemory help;
  private final PinMemory pins;
  private final PhoneMemory phones;

  private EdgeMemory(HelpMemory help, PinMemory pins, PhoneMemory phones) {
    this.help = requireNonNull(help, "help");
    this.pins = requireNonNull(pins, "pins");
    this.phones = requireNonNull(phones, "phones");
  }

  /// Reads the files of a directory.
  ///
  /// @param disk writes them, one task after the other
  public static EdgeMemory open(Path directory, Executor disk) {
    return new EdgeMemory(
        HelpMemory.open(directory.resolve("help-calls"), disk),
        PinMemory.open(directory.resolve("wrong-pins"), disk),
        PhoneMemory.open(directory.resolve("phone-settings"), disk));
  }

  /// Takes the record of a call that is over.
  public void count(CallRecord record) {
    help.count(record);
    pins.count(record);
  }

  /// Takes what somebody has set on phones.
  public void set(List<PhoneSetting> settings) {
    phones.take(settings);
  }

  /// What the caller of a call has entered so far.
  void count(RouteRequest request, Instant now) {
    pins.count(request, now);
  }

  /// @param documents in force
  Past past(Documents documents, Instant now) {
    return new Past(
        help.calls(),
        (pin, caller) ->
            pins.locked(
                pin, caller, documents.pins().getOrDefault(pin, PinSpec.getDefaultInstance()), now),
        phones::state);
  }
}
