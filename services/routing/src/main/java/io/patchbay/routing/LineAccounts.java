package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LinePrefix;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which line or group a SIP account belongs to, and which numbers belong to which (catalogue G6:
/// by gateway, by line, by group). Immutable.
final class LineAccounts {
  private final Documents documents;
  private final List<Owner> owners = new ArrayList<>();

  /// A line or group with an account or prefixes.
  private record Owner(Destination to, String account, List<String> prefixes) {}

  LineAccounts(Documents documents) {
    this.documents = documents;
    documents
        .lines()
        .forEach((name, line) ->
            owners.add(
                new Owner(
                    Destination.newBuilder().setLine(name).build(),
                    line.getAccount(),
                    line.getPrefixesList())));
    documents
        .lineGroups()
        .forEach((name, group) ->
            owners.add(
                new Owner(
                    Destination.newBuilder().setLineGroup(name).build(),
                    group.getAccount(),
                    group.getPrefixesList())));
  }

  /// Where a call from the peer of a trunk goes; empty: as the dial plan says.
  Optional<Resolution> incoming(String trunk, String called, String calling) {
    TrunkSpec spec = documents.trunks().get(trunk);
    if (spec == null) {
      return Optional.empty();
    }
    List<Owner> own = owners.stream().filter(one -> one.account().equals(trunk)).toList();
    if (spec.getLinePrefix() != LinePrefix.LINE_PREFIX_UNSPECIFIED) {
      return Optional.of(byPrefix(spec, own.isEmpty() ? owners : own, called, calling));
    }
    return own.stream()
        .findFirst()
        .map(one ->
            new Resolution.Found(
                one.to(),
                called,
                "trunk " + trunk + " is the account of " + Targets.words(one.to())));
  }

  /// The longest prefix decides; letters in capitals or not.
  private static Resolution byPrefix(
      TrunkSpec spec, List<Owner> owners, String called, String calling) {
    boolean byCalled = spec.getLinePrefix() == LinePrefix.LINE_PREFIX_CALLED;
    String number = byCalled ? called : calling;
    String best = "";
    Destination to = Destination.getDefaultInstance();
    for (Owner owner : owners) {
      Optional<String> fits =
          owner.prefixes().stream()
              .filter(prefix -> number.regionMatches(true, 0, prefix, 0, prefix.length()))
              .max(Comparator.comparingInt(String::length));
      if (fits.isPresent() && fits.get().length() > best.length()) {
        best = fits.get();
        to = owner.to();
      }
    }
    if (best.isEmpty()) {
      return new Resolution.Declined(number + " begins with no prefix of a line");
    }
    String dialled =
        byCalled && spec.getStripLinePrefix() ? called.substring(best.length()) : called;
    return new Resolution.Found(
        to, dialled, number + " begins with " + best + ", prefix of " + Targets.words(to));
  }

  /// The trunk that a line's own calls go out by; empty: the line has no account.
  Optional<String> of(String line) {
    LineSpec spec = documents.lines().getOrDefault(line, LineSpec.getDefaultInstance());
    if (!spec.getAccount().isEmpty()) {
      return Optional.of(spec.getAccount());
    }
    return documents.lineGroups().values().stream()
        .filter(group -> group.getLinesList().contains(line))
        .map(LineGroupSpec::getAccount)
        .filter(account -> !account.isEmpty())
        .findFirst();
  }
}
