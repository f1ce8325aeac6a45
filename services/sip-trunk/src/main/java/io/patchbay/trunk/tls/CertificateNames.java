package io.patchbay.trunk.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// The SIP identities of a certificate (RFC 5922 §7.1).
final class CertificateNames {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int ADDRESS = 7;

  private CertificateNames() {}

  /// Lower case: the domains of its `sip` URIs, else its DNS names, with its addresses; its common
  /// name when it has no subjectAltName at all.
  static List<String> of(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    if (all == null) {
      return commonName(certificate.getSubjectX500Principal().getName());
    }
    List<String> domains = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (List<?> one : all) {
      int type = (Integer) one.getFirst();
      String text = String.valueOf(one.get(1)).toLowerCase(Locale.ROOT);
      switch (type) {
        case URI -> {
          // with a user part it is a person, not a domain
          if (text.startsWith("sip:") && text.indexOf('@') < 0) {
            domains.add(text.substring("sip:".length()));
          }
        }
        case DNS, ADDRESS -> names.add(text);
        default -> {}
      }
    }
    return domains.isEmpty() ? names : domains;
  }

  private static List<String> commonName(String subject) {
    for (String part : subject.split(",", -1)) {
      String stripped = part.strip();
      if (stripped.regionMatches(true, 0, "CN=", 0, 3)) {
        return List.of(stripped.substring(3).toLowerCase(Locale.ROOT));
      }
    }
    return List.of();
  }
}
