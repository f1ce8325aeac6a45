package io.patchbay.trunk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who speaks for which trunk.
final class TrunkAddressesTest {
  private static final TrunkAddresses TRUNKS =
      TrunkAddresses.of(
          Map.of(
              "pbx", TrunkSpec.newBuilder().setAddress("192.0.2.1:5080").build(),
              "stream",
                  TrunkSpec.newBuilder().setAddress("192.0.2.2:5060").setTransport("tcp").build(),
              "secure",
                  TrunkSpec.newBuilder()
                      .setAddress("[2001:db8::1]:5061")
                      .setTransport("tls")
                      .build(),
              "wide",
                  TrunkSpec.newBuilder()
                      .setAddress("192.0.2.9:5060")
                      .addAllowedFrom("198.51.100.0/25")
                      .addAllowedFrom("192.0.2.1")
                      .addAllowedFrom("192.168.1.X")
                      .build()));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 5080, udp, pbx",
    "192.0.2.1, 5081, udp, wide",
    "192.0.2.2, 5060, udp, stream",
    "192.0.2.2, 40000, udp, -",
    "192.0.2.2, 40000, tcp, stream",
    "2001:db8:0:0:0:0:0:1, 40000, tls, secure",
    "192.0.2.9, 5060, udp, wide",
    "192.0.2.9, 5061, udp, -",
    "192.0.2.9, 5061, tcp, -",
    "198.51.100.127, 1024, udp, wide",
    "198.51.100.128, 1024, udp, -",
    "203.0.113.1, 5060, udp, -",
    // AT-124
    "192.168.1.0, 5060, udp, wide",
    "192.168.1.255, 5070, tcp, wide",
    "192.168.2.1, 5060, udp, -"
  })
  void addressAndPortNameTheTrunk(String address, int port, String transport, String trunk) {
    assertEquals(
        trunk,
        TRUNKS.find(address, port, transport).stream().findFirst().map(TrunkAt::name).orElse("-"));
  }
}
