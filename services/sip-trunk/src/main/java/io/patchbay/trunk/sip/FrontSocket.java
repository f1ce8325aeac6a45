package io.patchbay.trunk.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/// The UDP socket of the stack: what cannot be served is refused here, by the thread that reads,
/// before it waits for anybody.
final class FrontSocket extends DatagramSocket {
  /// Datagrams that may wait in all; beyond, they are dropped.
  private static final int MAX_WAITING = 20_000;

  private final Front front;
  private final int port;
  private volatile int marked;

  FrontSocket(InetSocketAddress local, Front front) throws SocketException {
    super(local);
    port = local.getPort();
    this.front = front;
  }

  /// The next datagram for the stack.
  @Override
  public void receive(DatagramPacket packet) throws IOException {
    int room = packet.getLength();
    while (true) {
      packet.setLength(room);
      super.receive(packet);
      if (!front.stun().take(this, packet, front.wire().answersStun()) && !refused(packet)) {
        front.backlog().arrived();
        return;
      }
    }
  }

  /// Marked as the documents say.
  @Override
  public void send(DatagramPacket packet) throws IOException {
    int dscp = front.wire().dscp();
    if (dscp != marked) {
      setTrafficClass(dscp << 2);
      marked = dscp;
    }
    super.send(packet);
  }

  @Override
  public void close() {
    front.transactions().forget(port);
    super.close();
  }

  private boolean refused(DatagramPacket packet) {
    byte[] bytes = packet.getData();
    int length = packet.getLength();
    if (EarlyRefusal.invite(bytes, length)) {
      return front.door() == SipUser.Door.FULL
          && !front.urgent(EarlyRefusal.called(bytes, length))
          && refuse(packet, bytes, length);
    }
    if (front.backlog().depth() >= MAX_WAITING) {
      front.counters().dropped.increment();
      return true;
    }
    return EarlyRefusal.ackOfRefusal(bytes, length);
  }

  private boolean refuse(DatagramPacket packet, byte[] bytes, int length) {
    Optional<EarlyRefusal.Refusal> refusal =
        EarlyRefusal.of(
            bytes,
            length,
            packet.getAddress().getHostAddress(),
            packet.getPort(),
            GuardValve.LATER_S);
    if (refusal.isEmpty() || front.ongoing(refusal.get().branch())) {
      return false;
    }
    front.counters().shed.increment();
    byte[] response = refusal.get().response();
    try {
      send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
    } catch (IOException e) {
      front.counters().unsent.increment();
    }
    return true;
  }
}
