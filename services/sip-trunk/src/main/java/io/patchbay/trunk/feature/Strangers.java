package io.patchbay.trunk.feature;

import io.patchbay.trunk.account.TrunkSources;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.sip.IncomingRequest;
import java.util.function.Predicate;

/// Who gets no answer at all, when the settings say so (catalogue E3): whoever is at no address of
/// a trunk and does not say to be an extension, or a trunk with a password. Thread-safe.
public final class Strangers implements Predicate<IncomingRequest> {
  private final Configuration configuration;
  private final TrunkSources sources;

  public Strangers(Configuration configuration, TrunkSources sources) {
    this.configuration = configuration;
    this.sources = sources;
  }

  @Override
  public boolean test(IncomingRequest request) {
    return configuration.documents().settings().getSilentToStrangers()
        && configuration.extension(request.fromUser()).isEmpty()
        && !configuration.trunkByPassword(request.fromUser())
        && sources.find(request).isEmpty();
  }
}
