package io.patchbay.dialplan.decision;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.routing.call.PinLocks;
import java.time.Instant;
import java.util.Optional;

/// What callers did before that is held against them, and what phones have set.
record History(Nuisance nuisance, PinLocks pins, Phones phones, Documents documents) {
  Optional<String> against(String line, String calling, Instant now) {
    return nuisance.against(line, calling, now);
  }

  Optional<String> locked(String pin, String caller, Instant now) {
    return pins.locked(
        pin, caller, documents.pins().getOrDefault(pin, PinSpec.getDefaultInstance()), now);
  }
}
