package io.patchbay.routing.limit;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.routing.limit.LimitTerms.Moment;
import java.util.List;
import java.util.Optional;

/// Limits of short messages (catalogue G-041, G-202): what is reserved before one is sent.
/// Immutable, thread-safe.
///
/// The parts of a long message are reserved together, for the line that sends them all.
public final class MessageLimits {
  private final LimitTerms terms;

  public MessageLimits(Documents documents) {
    terms = new LimitTerms(documents);
  }

  /// Whether any limit counts what a line sends for somebody.
  ///
  /// @param sender as `extension/101`
  public boolean concern(String sender, String line) {
    return terms.quotas(sender, List.of("line/" + line)).stream()
        .anyMatch(quota -> !quota.spec().getMessages().isEmpty());
  }

  /// What is claimed before a line sends so many parts, without lease and message; empty: nothing
  /// limits them.
  ///
  /// @param sender as `extension/101`
  public Optional<Reservation> wanted(
      String sender, String line, int parts, Moment moment, Ledger ledger) {
    String exit = "line/" + line;
    List<Claim> claims =
        terms.quotas(sender, List.of(exit)).stream()
            .flatMap(quota -> terms.messageClaim(quota, moment, ledger, parts).stream())
            .toList();
    return claims.isEmpty()
        ? Optional.empty()
        : Optional.of(Reservation.newBuilder().addTargets(exit).addAllClaims(claims).build());
  }
}
