package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.NumberingSpec;
import io.patchbay.proto.config.v1.PortabilitySpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// How numbers are dialled: a country that exists, an area code of digits, a portability service
/// that can be asked.
final class NumberingCheck {
  private static final int LEAST_TIMEOUT_MS = 10;
  private static final int MAX_TIMEOUT_MS = 150;
  private static final int MAX_CACHE_MINUTES = 43_200;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final Documents documents;
  private final DocumentCheck.Finding finding;

  NumberingCheck(Documents documents, DocumentCheck.Finding finding) {
    this.documents = documents;
    this.finding = finding;
  }

  void run() {
    check("Settings default", documents.settings().getNumbering());
    if (documents.settings().hasPortability()) {
      portability(documents.settings().getPortability());
    }
    documents.trunks().forEach((name, spec) -> check("Trunk " + name, spec.getNumbering()));
    documents.extensions().forEach((name, spec) -> check("Extension " + name, spec.getNumbering()));
    documents.lines().forEach((name, spec) -> check("Line " + name, spec.getNumbering()));
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

  private void portability(PortabilitySpec spec) {
    String label = "Settings default";
    if (!spec.getUrl().contains("{number}") || !isHttp(spec.getUrl().replace("{number}", "1"))) {
      finding.add(
          label,
          "spec.portability.url",
          "`" + Report.shown(spec.getUrl()) + "` is not http or https with {number} in it");
    }
    int timeout = spec.getTimeoutMs();
    if (timeout != 0 && (timeout < LEAST_TIMEOUT_MS || timeout > MAX_TIMEOUT_MS)) {
      finding.add(
          label,
          "spec.portability.timeout-ms",
          Integer.toUnsignedString(timeout) + " is neither 0 nor 10 to 150");
    }
    Formats.atMost(spec.getCacheMinutes(), MAX_CACHE_MINUTES)
        .ifPresent(problem -> finding.add(label, "spec.portability.cache-minutes", problem));
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
