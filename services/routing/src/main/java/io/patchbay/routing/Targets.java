package io.patchbay.routing;

import io.patchbay.contract.SipTarget;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.policy.v1.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes and names targets.
final class Targets {
  private Targets() {}

  static Target line(String line, String number) {
    return Target.newBuilder().setLine(line).setNumber(number).build();
  }

  static Target extension(String extension) {
    return Target.newBuilder().setExtension(extension).setNumber(extension).build();
  }

  static Target trunk(String trunk, String number) {
    return Target.newBuilder().setTrunk(trunk).setNumber(number).build();
  }

  /// What is dialled there of a number: it, or what the destination says instead.
  static String number(Destination to, String called) {
    if (!to.getUri().isEmpty()) {
      return uri(to).map(SipTarget::user).orElse(called);
    }
    return to.getNumber().isEmpty() ? called : to.getNumber();
  }

  /// The SIP URI of a destination; empty: it has none that can be read.
  static Optional<SipTarget> uri(Destination to) {
    try {
      return to.getUri().isEmpty() ? Optional.empty() : Optional.of(SipTarget.of(to.getUri()));
    } catch (IllegalArgumentException e) {
      // refused where it was written
      return Optional.empty();
    }
  }

  static Target uri(SipTarget uri) {
    return Target.newBuilder().setUri(uri.toString()).setNumber(uri.user()).build();
  }

  /// A destination in words: `group mobile`.
  static String words(Destination to) {
    if (to.hasSecondStage()) {
      return "a second stage";
    }
    if (!to.getExtension().isEmpty()) {
      return "extension " + to.getExtension();
    }
    if (!to.getLine().isEmpty()) {
      return "line " + to.getLine();
    }
    if (!to.getLineGroup().isEmpty()) {
      return "group " + to.getLineGroup();
    }
    if (!to.getUri().isEmpty()) {
      return to.getUri();
    }
    return to.getTrunk().isEmpty() ? "nowhere" : "trunk " + to.getTrunk();
  }

  static String names(List<Target> targets) {
    return targets.stream()
        .map(target ->
            target.getLine() + target.getExtension() + target.getTrunk() + target.getUri())
        .collect(Collectors.joining(", "));
  }
}
