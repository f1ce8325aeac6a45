package io.patchbay.trunk.location;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.CivicAddress;
import io.patchbay.proto.config.v1.SiteSpec;
import java.io.StringReader;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class LocatedOfferTest {
  private static final Instant AT = Instant.parse("2026-11-22T06:00:00.5Z");
  private static final String CIVIC = "urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr";
  private static final SiteSpec SITE =
      SiteSpec.newBuilder()
          .setCountry("DE")
          .setPosition("48.1374, 11.5755")
          .setAddress(
              CivicAddress.newBuilder()
                  .setCity("München")
                  .setStreet("Marienplatz")
                  .setHouseNumber("8")
                  .setName("Bakery \"A<B\" & Sons"))
          .build();

  @Test
  void theLocationIsAWellFormedDocumentBesideTheOffer() throws Exception { // RFC 6442 4.1
    LocatedOffer offer =
        LocatedOffer.of(SITE, "v=0\r\n", "c-1", "gw.example", "101", AT).orElseThrow();
    assertEquals("<cid:c-1@gw.example>", offer.geolocation());
    assertEquals("multipart/mixed;boundary=location-c-1", offer.contentType());
    String[] parts = offer.body().split("--location-c-1(--)?\r\n", -1);
    assertEquals(4, parts.length);
    assertEquals("Content-Type: application/sdp\r\n\r\nv=0\r\n\r\n", parts[1]);
    assertTrue(
        parts[2].startsWith(
            "Content-Type: application/pidf+xml\r\nContent-ID: <c-1@gw.example>\r\n\r\n<?xml"),
        parts[2]);
    Document xml = parse(parts[2].substring(parts[2].indexOf("<?xml")));
    assertEquals("sip:101@gw.example", xml.getDocumentElement().getAttribute("entity"));
    assertEquals("48.1374 11.5755", only(xml, "http://www.opengis.net/gml", "pos"));
    assertEquals("DE", only(xml, CIVIC, "country"));
    assertEquals("München", only(xml, CIVIC, "A3"));
    assertEquals("Marienplatz", only(xml, CIVIC, "RD"));
    assertEquals("8", only(xml, CIVIC, "HNO"));
    assertEquals("Bakery \"A<B\" & Sons", only(xml, CIVIC, "NAM"));
    assertEquals(
        "2026-11-22T06:00:00Z", only(xml, "urn:ietf:params:xml:ns:pidf:data-model", "timestamp"));
  }

  @Test
  void aPlaceOfWhichNothingIsKnownIsNotTold() {
    SiteSpec bare = SiteSpec.newBuilder().setCountry("DE").setCallbackNumber("1").build();
    assertTrue(LocatedOffer.of(bare, "v=0\r\n", "c", "h", "1", AT).isEmpty());
    assertTrue(LocatedOffer.of(SITE, "", "c", "h", "1", AT).isEmpty());
  }

  private static Document parse(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text.strip())));
  }

  private static String only(Document xml, String namespace, String name) {
    var found = xml.getElementsByTagNameNS(namespace, name);
    assertEquals(1, found.getLength(), name);
    return found.item(0).getTextContent();
  }
}
