package io.patchbay.trunk.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The DiffServ code point of SIP datagrams, as the operating system has it of the socket.
final class MarkedDatagramsTest {
  private record User(AtomicInteger dscp) implements SipUser {
    @Override
    public void request(IncomingRequest request) {}

    @Override
    public void response(IncomingResponse response) {}

    @Override
    public void failed(String tag, String method, long cseq, int status) {}

    @Override
    public void unacknowledged(String leg) {}

    @Override
    public boolean strict() {
      return false;
    }

    @Override
    public Wire wire() {
      return new Wire(dscp.get(), false, true);
    }

    @Override
    public Door door() {
      return Door.OPEN;
    }
  }

  @Test
  void codePointOfTheDocumentsIsThatOfTheNextDatagram() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    AtomicInteger dscp = new AtomicInteger(24);
    try (ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor()) {
      Front front =
          new Front(
              new User(dscp),
              new Ongoing(),
              new SipCounters(),
              System::nanoTime,
              new StunDoor(timers, new SplittableRandom(1)));
      try (FrontSocket socket = new FrontSocket(any, front);
          DatagramSocket peer = new DatagramSocket(any)) {
        DatagramPacket packet =
            new DatagramPacket(new byte[] {'x'}, 1, peer.getLocalSocketAddress());
        socket.send(packet);
        assertEquals(24 << 2, socket.getTrafficClass());
        dscp.set(46);
        socket.send(packet);
        assertEquals(46 << 2, socket.getTrafficClass());
        dscp.set(0);
        socket.send(packet);
        assertEquals(0, socket.getTrafficClass());
      }
    }
  }
}
