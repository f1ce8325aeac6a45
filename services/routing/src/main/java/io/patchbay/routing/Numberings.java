package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.NumberForm;
import io.patchbay.proto.config.v1.NumberingSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.routing.number.Numbering;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How numbers are dialled by whom and where: as the extension, trunk, line or line group says,
/// else as the settings do. Immutable.
final class Numberings {
  private final Documents documents;
  private final Numbering usual;
  private final Set<String> countries;

  Numberings(Documents documents) {
    this.documents = documents;
    this.usual = Numbering.of(documents.settings().getNumbering());
    this.countries =
        Stream.of(
                Stream.of(documents.settings().getNumbering()),
                documents.lineGroups().values().stream().map(LineGroupSpec::getNumbering),
                documents.lines().values().stream().map(LineSpec::getNumbering),
                documents.trunks().values().stream().map(TrunkSpec::getNumbering),
                documents.extensions().values().stream().map(ExtensionSpec::getNumbering))
            .flatMap(specs -> specs)
            .map(spec -> Numbering.of(spec).country())
            .filter(country -> !country.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /// Every country that somebody is said to dial in, ISO 3166-1 alpha-2.
  Set<String> countries() {
    return countries;
  }

  /// How a caller dials.
  Numbering of(Caller caller) {
    return switch (caller.kind()) {
      case ORIGIN_KIND_EXTENSION ->
          own(
              Optional.ofNullable(documents.extensions().get(caller.name()))
                  .filter(ExtensionSpec::hasNumbering)
                  .map(ExtensionSpec::getNumbering));
      case ORIGIN_KIND_TRUNK -> ofTrunk(caller.name());
      case ORIGIN_KIND_LINE ->
          own(
              line(caller.name())
                  .or(() ->
                      documents.lineGroups().values().stream()
                          .filter(group -> group.getLinesList().contains(caller.name()))
                          .filter(LineGroupSpec::hasNumbering)
                          .map(LineGroupSpec::getNumbering)
                          .findFirst()));
      case ORIGIN_KIND_API, ORIGIN_KIND_UNSPECIFIED, UNRECOGNIZED -> usual;
    };
  }

  /// How numbers are dialled at a destination; lines of a group may have their own, see [#onLine].
  Numbering of(Destination to) {
    return to.getTrunk().isEmpty()
        ? own(
            line(to.getLine())
                .or(() ->
                    Optional.ofNullable(documents.lineGroups().get(to.getLineGroup()))
                        .filter(LineGroupSpec::hasNumbering)
                        .map(LineGroupSpec::getNumbering)))
        : ofTrunk(to.getTrunk());
  }

  /// The national number of a destination as one of its lines dials it.
  String onLine(Destination to, String line, String number) {
    return to.getNumberForm() == NumberForm.NUMBER_FORM_NATIONAL
        ? line(line)
            .flatMap(own -> of(to).e164(number).map(Numbering.of(own)::national))
            .orElse(number)
        : number;
  }

  private Optional<NumberingSpec> line(String name) {
    return Optional.ofNullable(documents.lines().get(name))
        .filter(LineSpec::hasNumbering)
        .map(LineSpec::getNumbering);
  }

  private Numbering ofTrunk(String trunk) {
    return own(
        Optional.ofNullable(documents.trunks().get(trunk))
            .filter(TrunkSpec::hasNumbering)
            .map(TrunkSpec::getNumbering));
  }

  private Numbering own(Optional<NumberingSpec> spec) {
    return spec.map(Numbering::of).orElse(usual);
  }
}
