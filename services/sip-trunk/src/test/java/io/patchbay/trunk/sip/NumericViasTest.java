package io.patchbay.trunk.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.sip.address.Hop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumericViasTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 5070, udp, 192.0.2.1, 5070",
    "192.0.2.1, -1, udp, 192.0.2.1, 5060",
    "192.0.2.1, -1, tls, 192.0.2.1, 5061",
    "[2001:db8::1], -1, tcp, [2001:db8::1], 5060",
    "2001:db8::1, 5060, udp, [2001:db8::1], 5060",
  })
  void addressesStayWhatTheyAre(
      String host, int port, String transport, String expected, int expectedPort) {
    Hop hop = new NumericVias().resolveAddress(new HopImpl(host, port, transport));
    assertEquals(expected, hop.getHost());
    assertEquals(expectedPort, hop.getPort());
  }

  /// An address that is none is refused by the platform without asking anybody.
  @Test
  void nameInViaIsNotLookedUp() {
    Hop hop = new NumericVias().resolveAddress(new HopImpl("localhost", 5060, "udp"));
    assertThrows(UnknownHostException.class, () -> InetAddress.getByName(hop.getHost()));
  }
}
