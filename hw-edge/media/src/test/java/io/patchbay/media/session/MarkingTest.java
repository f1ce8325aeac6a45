package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How packets are marked (RFC 2474), read back from packets.
@Timeout(30)
final class MarkingTest {
  private static RtpTransport marked(int dscp) {
    return new RtpTransport(null, null, Duration.ZERO, dscp, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void rtpAndRtcpAreMarkedAsTheAccountSays(String address) {
    assumeTrue(System.getProperty("os.name", "").equals("Linux"), "only Linux is asked");
    var here = InetAddress.ofLiteral(address);
    try (var world = new VirtualEngine(MediaSettings.on(here).withPorts(20_000, 29_999));
        var rtp = new MarkedSocket(here, 0);
        var rtcp = new MarkedSocket(here, rtp.address().getPort() + 1)) {
      var near = world.rtp();
      world.join(near, world.line(new TonePort(1000, -10)));
      var description = RtpDescription.pcmu(rtp.address());
      near.configure(description);
      world.run(20);
      assertEquals(46, rtp.receive(), "the engine's own");
      near.configure(description.withTransport(marked(10)));
      for (int i = 0; i < 300; i++) {
        world.run(20);
        assertEquals(10, rtp.receive(), "packet " + i);
      }
      assertEquals(10, rtcp.receive());
      near.configure(description.withTransport(marked(0)));
      world.run(20);
      assertEquals(0, rtp.receive(), "unmarked");
    }
  }
}
