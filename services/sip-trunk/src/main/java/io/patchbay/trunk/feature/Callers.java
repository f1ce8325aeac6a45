package io.patchbay.trunk.feature;

import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.account.TrunkSources;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.config.TrunkAt;
import io.patchbay.trunk.register.Authenticator;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Reply;
import java.util.Optional;

/// Who a request comes from: a trunk by its address, an extension by digest.
public final class Callers {
  private final Configuration configuration;
  private final TrunkSources sources;
  private final Authenticator authenticator;

  public Callers(Configuration configuration, TrunkSources sources, Authenticator authenticator) {
    this.configuration = configuration;
    this.sources = sources;
    this.authenticator = authenticator;
  }

  /// Who it is, or the refusal.
  public sealed interface Caller {
    record Extension(String name) implements Caller {}

    record Trunk(String name, TrunkSpec spec) implements Caller {}

    record Refused(Reply reply) implements Caller {}
  }

  /// A trunk's own port speaks for the trunk; another port of its host may also be a phone of ours.
  public Caller identify(IncomingRequest request) {
    Optional<TrunkAt> trunk =
        sources
            .find(request)
            .filter(at -> at.ownPort() || configuration.extension(request.fromUser()).isEmpty());
    if (trunk.isPresent()) {
      return new Caller.Trunk(trunk.get().name(), trunk.get().spec());
    }
    return switch (authenticator.authenticate(request)) {
      case Authenticator.Verdict.Refused(Reply reply) -> new Caller.Refused(reply);
      case Authenticator.Verdict.Known(String extension) ->
          request.fromUser().equals(extension)
              ? new Caller.Extension(extension)
              : new Caller.Refused(Reply.of(403));
    };
  }
}
