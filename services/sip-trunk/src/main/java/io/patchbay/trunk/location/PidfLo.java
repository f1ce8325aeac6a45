package io.patchbay.trunk.location;

import io.patchbay.proto.config.v1.CivicAddress;
import io.patchbay.proto.config.v1.SiteSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A presence document with the location of a site – RFC 4119 §2.2, civic address as RFC 5139 §4,
/// position as a GML point in WGS 84 (RFC 5491 §5.2.1). Position and address are of one place and
/// stand together (RFC 5491 §4).
final class PidfLo {
  private PidfLo() {}

  /// Is there anything to be told?
  static boolean locates(SiteSpec site) {
    return !site.getPosition().isEmpty() || !elements(site).isEmpty();
  }

  /// The document, UTF-8.
  ///
  /// @param entity a URI of who is there, `sip:101@example.org`
  static String document(SiteSpec site, String entity, Instant at) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" \
    xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10" \
    xmlns:ca="urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr" \
    xmlns:gml="http://www.opengis.net/gml" entity="%s">
    <dm:device id="caller"><gp:geopriv><gp:location-info>%s%s</gp:location-info>\
    <gp:usage-rules><gp:retransmission-allowed>yes</gp:retransmission-allowed></gp:usage-rules>\
    <gp:method>Manual</gp:method></gp:geopriv>\
    <dm:deviceID>%s</dm:deviceID><dm:timestamp>%s</dm:timestamp></dm:device>
    </presence>
    """
        .formatted(
            text(entity),
            point(site.getPosition()),
            civic(site),
            text(entity),
            at.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String point(String position) {
    return position.isEmpty()
        ? ""
        : "<gml:Point srsName=\"urn:ogc:def:crs:EPSG::4326\"><gml:pos>"
            + text(position.replaceAll(", ?", " "))
            + "</gml:pos></gml:Point>";
  }

  private static String civic(SiteSpec site) {
    List<String> elements = elements(site);
    return elements.isEmpty()
        ? ""
        : elements.stream()
            .collect(Collectors.joining("", "<ca:civicAddress>", "</ca:civicAddress>"));
  }

  /// In the order of the schema, RFC 5139 §4.
  private static List<String> elements(SiteSpec site) {
    CivicAddress address = site.getAddress();
    List<String> elements = new ArrayList<>();
    add(elements, "A1", address.getRegion());
    add(elements, "A3", address.getCity());
    add(elements, "RD", address.getStreet());
    add(elements, "HNO", address.getHouseNumber());
    add(elements, "FLR", address.getFloor());
    add(elements, "NAM", address.getName());
    add(elements, "PC", address.getPostalCode());
    add(elements, "ROOM", address.getRoom());
    if (!elements.isEmpty() && !site.getCountry().isEmpty()) {
      elements.addFirst("<ca:country>" + text(site.getCountry()) + "</ca:country>");
    }
    return elements;
  }

  private static void add(List<String> elements, String name, String value) {
    if (!value.isEmpty()) {
      elements.add("<ca:" + name + ">" + text(value) + "</ca:" + name + ">");
    }
  }

  /// Letters that are not ASCII are references, so that no octet depends on anybody's charset.
  private static String text(String raw) {
    StringBuilder text = new StringBuilder();
    raw.codePoints()
        .forEach(letter -> {
          if (letter > 0x7e || "&<>\"".indexOf(letter) >= 0) {
            text.append("&#").append(letter).append(';');
          } else {
            text.appendCodePoint(letter);
          }
        });
    return text.toString();
  }
}
