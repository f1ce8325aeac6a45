package io.patchbay.media.fax;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The far end of a fax: T.38 over UDPTL on a socket of the loopback, behind a network that loses.
public final class FaxPeer implements AutoCloseable {
  private final DatagramChannel socket;
  private final T30.Terminal terminal;
  private final UdptlSender sender;
  private final UdptlReceiver receiver;
  private final SplittableRandom random = new SplittableRandom(42);
  private final int lossPercent;
  private final ByteBuffer buffer = ByteBuffer.allocate(2048);
  private final byte[] out = new byte[UdptlSender.MAX_DATAGRAM];
  private @Nullable InetSocketAddress remote;
  private int dropped;
  private final AtomicInteger received = new AtomicInteger();

  public FaxPeer(
      boolean calls,
      boolean sends,
      Path file,
      boolean errorCorrection,
      UdptlSender.Recovery recovery,
      int lossPercent)
      throws IOException {
    socket = DatagramChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.configureBlocking(false);
    terminal = new T30.Terminal(calls, sends, file, errorCorrection, this::send);
    sender = new UdptlSender(recovery, 3, 400);
    receiver = new UdptlReceiver(terminal::take, 5);
    this.lossPercent = lossPercent;
  }

  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) socket.getLocalAddress();
  }

  public void remote(InetSocketAddress address) {
    remote = address;
  }

  /// Takes what has come and lets 20 ms pass.
  public void step() throws IOException {
    while (socket.receive(buffer.clear()) != null) {
      received.incrementAndGet();
      if (!lost()) {
        receiver.datagram(buffer.array(), buffer.position());
      }
    }
    terminal.pass();
  }

  public T30.Terminal terminal() {
    return terminal;
  }

  /// Datagrams that came.
  public int received() {
    return received.get();
  }

  /// IFP packets that redundancy did not bring back.
  public long missing() {
    return receiver.lost();
  }

  /// Datagrams that the network lost.
  public int dropped() {
    return dropped;
  }

  private void send(byte[] ifp, int count) {
    var to = requireNonNull(remote, "remote");
    int length = sender.write(ifp, ifp.length, out);
    for (int i = 0; i < Math.max(1, count); i++) {
      try {
        if (!lost()) {
          socket.send(ByteBuffer.wrap(out, 0, length), to);
        }
      } catch (IOException failed) {
        throw new IllegalStateException(failed);
      }
    }
  }

  private boolean lost() {
    boolean lost = random.nextInt(100) < lossPercent;
    dropped += lost ? 1 : 0;
    return lost;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
