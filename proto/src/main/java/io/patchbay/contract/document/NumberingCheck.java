package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.NumberingSpec;
import java.util.Locale;
import java.util.Set;

/// How numbers are dialled: a country that exists, an area code of digits.
final class NumberingCheck {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final Documents documents;
  private final DocumentCheck.Finding finding;

  NumberingCheck(Documents documents, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.finding = finding;
  }

  void run() {
    check("Settings default", documents.settings().getNumbering());
    documents.trunks().forEach((name, spec) -> check("Trunk " + name, spec.getNumbering()));
    documents.extensions().forEach((name, spec) -> check("Extension " + name, spec.getNumbering()));
    documents.lineGroups().forEach((name, spec) -> check("LineGroup " + name, spec.getNumbering()));
  }

  private void check(String label, NumberingSpec numbering) {
    String country = numbering.getCountry();
    String areaCode = numbering.getAreaCode();
    if (!country.isEmpty() && !COUNTRIES.contains(country)) {
      finding.add(
          label,
          "spec.numbering.country",
          "`" + Report.shown(country) + "` is no country (ISO 3166-1: CN, DE, US)");
    }
    if (!areaCode.matches("[0-9]{0,8}")) {
      finding.add(
          label,
          "spec.numbering.area-code",
          "`" + Report.shown(areaCode) + "` is not up to 8 digits");
    } else if (!areaCode.isEmpty() && country.isEmpty()) {
      finding.add(label, "spec.numbering.area-code", areaCode + ": of no country");
    }
  }
}
