package io.patchbay.trunk.locate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.DnsMode;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// RFC 3263 §4 against a DNS server of the test.
final class LocatorTest {
  private static final String ZONE =
      """
      example.net. IN NAPTR 50 50 "s" "SIPS+D2T" "" _sips._tcp.example.net.
      example.net. IN NAPTR 90 50 "s" "SIP+D2T" "" _sip._tcp.example.net.
      example.net. IN NAPTR 100 50 "s" "SIP+D2U" "" _sip._udp.example.net.
      example.net. IN A 192.0.2.99
      _sips._tcp.example.net. IN SRV 0 0 5071 one.example.net.
      _sip._tcp.example.net. IN SRV 20 0 5080 two.example.net.
      _sip._tcp.example.net. IN SRV 10 0 5070 one.example.net.
      _sip._udp.example.net. IN SRV 0 0 5060 two.example.net.
      one.example.net. IN A 192.0.2.1
      one.example.net. IN AAAA 2001:db8::1
      two.example.net. IN A 192.0.2.2
      plain.example.net. IN A 192.0.2.3
      _sip._udp.none.example.net. IN SRV 0 0 0 .
      heavy.example.net. IN A 192.0.2.4
      _sip._udp.weighed.example.net. IN SRV 0 90 1 one.example.net.
      _sip._udp.weighed.example.net. IN SRV 0 10 2 two.example.net.
      """;

  private DnsServer server;

  @BeforeEach
  void start() throws IOException {
    server = new DnsServer(ZONE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> locate(String peer, String transport, DnsMode mode, boolean tls) {
    return new Locator(new DnsNames(server.address()), new SplittableRandom(1), tls)
        .locate(Peer.of(peer, transport, mode)).hops().stream()
            .map(hop -> hop.transport() + " " + hop.hostPort())
            .toList();
  }

  @Test
  void naptrNamesTheTransportInThePeersOrder() {
    assertEquals(
        List.of(
            "tls 192.0.2.1:5071",
            "tls [2001:db8:0:0:0:0:0:1]:5071",
            "tcp 192.0.2.1:5070",
            "tcp [2001:db8:0:0:0:0:0:1]:5070",
            "tcp 192.0.2.2:5080",
            "udp 192.0.2.2:5060"),
        locate("example.net", "", DnsMode.DNS_MODE_NAPTR, true));
  }

  @Test
  void transportThatWeDoNotSpeakOrWantIsLeftOut() {
    assertEquals(
        List.of("udp 192.0.2.2:5060"), locate("example.net", "udp", DnsMode.DNS_MODE_NAPTR, false));
    assertTrue(
        locate("example.net", "", DnsMode.DNS_MODE_NAPTR, false).stream()
            .noneMatch(hop -> hop.startsWith("tls")));
  }

  @Test
  void serviceRecordsGoByPriority() {
    assertEquals(
        List.of("tcp 192.0.2.1:5070", "tcp [2001:db8:0:0:0:0:0:1]:5070", "tcp 192.0.2.2:5080"),
        locate("example.net", "tcp", DnsMode.DNS_MODE_SRV, false));
  }

  @Test
  void portOrAddressLeaveNothingToAsk() {
    assertEquals(
        List.of("udp 192.0.2.99:5090"),
        locate("example.net:5090", "udp", DnsMode.DNS_MODE_NAPTR, false));
    assertEquals(
        List.of("tls 192.0.2.7:5061"),
        locate("sip:192.0.2.7", "tls", DnsMode.DNS_MODE_NAPTR, true));
    assertEquals(
        List.of("udp [2001:db8:0:0:0:0:0:7]:5062"),
        locate("[2001:db8::7]:5062", "", DnsMode.DNS_MODE_SRV, true));
  }

  @Test
  void withoutServiceRecordsTheAddressIsTaken() {
    assertEquals(
        List.of("udp 192.0.2.3:5060"),
        locate("plain.example.net", "", DnsMode.DNS_MODE_NAPTR, false));
    assertEquals(
        List.of("udp 192.0.2.99:5060"),
        locate("example.net", "", DnsMode.DNS_MODE_UNSPECIFIED, false));
  }

  @Test
  void nothingFoundSaysSo() {
    Located none =
        new Locator(new DnsNames(server.address()), new SplittableRandom(1), false)
            .locate(Peer.of("nowhere.example.net", "udp", DnsMode.DNS_MODE_SRV));
    assertEquals("nowhere.example.net: no address in DNS", none.problem());
  }

  @Test
  void weightsShareTheLoad() {
    SplittableRandom random = new SplittableRandom(7);
    Locator locator = new Locator(new DnsNames(server.address()), random, false);
    int first = 0;
    for (int i = 0; i < 300; i++) {
      Located found = locator.locate(Peer.of("weighed.example.net", "", DnsMode.DNS_MODE_SRV));
      if (found.hops().getFirst().port() == 1) {
        first++;
      }
    }
    assertTrue(first > 240 && first < 295, "90 of 100 go to the heavy one, were " + first);
  }

  @Test
  void serverThatFailedIsTriedLastForAWhile() {
    AtomicLong nanos = new AtomicLong();
    Locator locator = new Locator(new DnsNames(server.address()), new SplittableRandom(1), false);
    Locations locations = new Locations(locator::locate, Runnable::run, nanos::get);
    Peer peer = Peer.of("example.net", "tcp", DnsMode.DNS_MODE_SRV);
    locations.find(peer, _ -> {});
    List<Hop> hops = locations.known(peer).orElseThrow();
    locations.shun(hops.getFirst());
    assertEquals(hops.get(1), locations.known(peer).orElseThrow().getFirst());
    assertEquals(hops.getFirst(), locations.known(peer).orElseThrow().getLast());
    nanos.addAndGet(31_000_000_000L);
    assertEquals(hops, locations.known(peer).orElseThrow());
  }
}
