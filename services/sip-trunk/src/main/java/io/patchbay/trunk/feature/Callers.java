package io.patchbay.trunk.feature;

import io.patchbay.contract.document.Ha1;
import io.patchbay.proto.config.v1.InboundSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.account.TrunkSources;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.config.TrunkAt;
import io.patchbay.trunk.register.Authenticator;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Reply;
import java.util.Map;
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
      String name = trunk.get().name();
      TrunkSpec spec = trunk.get().spec();
      return byPassword(spec) ? proven(request, name, spec) : new Caller.Trunk(name, spec);
    }
    Optional<Map.Entry<String, TrunkSpec>> claimed = fromAnywhere(request);
    if (claimed.isPresent()) {
      return proven(request, claimed.get().getKey(), claimed.get().getValue());
    }
    return switch (authenticator.authenticate(request)) {
      case Authenticator.Verdict.Refused(Reply reply) -> new Caller.Refused(reply);
      case Authenticator.Verdict.Known(String extension) ->
          request.fromUser().equals(extension)
              ? new Caller.Extension(extension)
              : new Caller.Refused(Reply.of(403));
    };
  }

  private static boolean byPassword(TrunkSpec spec) {
    return spec.getInbound().getAuth() != InboundSpec.Auth.AUTH_UNSPECIFIED;
  }

  /// The trunk whose user the credentials name, when its password opens from everywhere.
  private Optional<Map.Entry<String, TrunkSpec>> fromAnywhere(IncomingRequest request) {
    String user = Authenticator.claimed(request);
    if (user.isEmpty() || configuration.extension(user).isPresent()) {
      return Optional.empty();
    }
    return configuration.documents().trunks().entrySet().stream()
        .filter(each -> each.getValue().getInbound().getAuth() == InboundSpec.Auth.AUTH_PASSWORD)
        .filter(each -> user(each.getKey(), each.getValue()).equals(user))
        .findFirst();
  }

  private static String user(String name, TrunkSpec spec) {
    String user = spec.getInbound().getUser();
    return user.isEmpty() ? name : user;
  }

  private Caller proven(IncomingRequest request, String name, TrunkSpec spec) {
    String expected = user(name, spec);
    String password = spec.getInbound().getPassword();
    var verdict =
        authenticator.authenticate(
            request,
            user ->
                user.equals(expected) && !password.isEmpty()
                    ? Optional.of(
                        new Authenticator.Password(
                            Ha1.md5(user, password), Ha1.sha256(user, password)))
                    : Optional.empty());
    return switch (verdict) {
      case Authenticator.Verdict.Refused(Reply reply) -> new Caller.Refused(reply);
      case Authenticator.Verdict.Known _ -> new Caller.Trunk(name, spec);
    };
  }
}
