package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.routing.emergency.HelpCalls;
import io.patchbay.routing.number.Numbering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The numbers of our lines to the outside, and where sites are called back, as they stand and as
/// public ones. Immutable.
final class OwnNumbers {
  private final Numbering numbering;
  private final Map<String, List<String>> lines = new HashMap<>();
  private final Map<String, List<String>> sites = new HashMap<>();

  OwnNumbers(Documents documents, Numberings numberings) {
    numbering = numberings.of(Destination.getDefaultInstance());
    documents
        .lines()
        .forEach((name, line) -> {
          if (line.getKind() != LineKind.LINE_KIND_FXS && !line.getNumber().isEmpty()) {
            forms(line.getNumber())
                .forEach(form -> lines.computeIfAbsent(form, _ -> new ArrayList<>()).add(name));
          }
        });
    documents
        .sites()
        .forEach((name, site) -> {
          callBack(site.getCallbackNumber(), HelpCalls.site(name));
          site.getZonesList()
              .forEach(
                  zone -> callBack(zone.getCallbackNumber(), HelpCalls.zone(name, zone.getName())));
        });
  }

  private void callBack(String number, String way) {
    forms(number).forEach(form -> sites.computeIfAbsent(form, _ -> new ArrayList<>()).add(way));
  }

  /// The lines that have this number.
  List<String> lines(String number) {
    return named(lines, number);
  }

  /// The sites and zones whose call-back number (ELIN) this is, as [HelpCalls] names them.
  List<String> sites(String number) {
    return sites.isEmpty() ? List.of() : named(sites, number);
  }

  private List<String> named(Map<String, List<String>> names, String number) {
    return forms(number).stream()
        .flatMap(form -> names.getOrDefault(form, List.of()).stream())
        .distinct()
        .toList();
  }

  /// Whether two are the same number.
  boolean same(String one, String other) {
    return forms(one).stream().anyMatch(forms(other)::contains);
  }

  /// A number as it stands and as a public one.
  Set<String> forms(String number) {
    Set<String> forms = new LinkedHashSet<>();
    if (!number.isEmpty()) {
      forms.add(number);
      numbering.e164(number).ifPresent(forms::add);
    }
    return forms;
  }
}
