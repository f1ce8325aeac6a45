package io.patchbay.media.dtls;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.srtp.SrtpKeys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/// One DTLS association on an RTP port: a handshake within 20 s on a thread of its own, which then
/// stays to answer what the peer repeats.
///
/// [#offer] is for the media thread: it never waits, and what does not fit into a short queue is
/// dropped, so that nobody can fill the memory.
public final class DtlsSession implements AutoCloseable {
  private static final int WAITING = 32;
  private static final int MAX_DATAGRAM = 1500;
  private static final int MAX_SENT = 1200;
  private static final int LINGER_MILLIS = 5000;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(WAITING);
  private final Exchange exchange;
  private final Wire wire;
  private final Outcome outcome;
  private volatile boolean closed;

  /// Where datagrams go. For the session's thread.
  public interface Wire {
    void send(byte[] octets, int offset, int length) throws IOException;
  }

  /// What becomes of the handshake; one call, on the session's thread.
  public interface Outcome {
    void keyed(SrtpKeys keys);

    void failed(String reason);
  }

  public DtlsSession(DtlsPeer peer, Wire wire, Outcome outcome) {
    this.exchange = new Exchange(peer);
    this.wire = requireNonNull(wire, "wire");
    this.outcome = requireNonNull(outcome, "outcome");
  }

  public DtlsPeer peer() {
    return exchange.peer();
  }

  /// Begins.
  public void start() {
    Thread.ofVirtual().name("dtls").start(this::run);
  }

  /// Whether a datagram is DTLS's (RFC 7983 §7).
  public static boolean is(byte[] packet) {
    return packet[0] >= 20 && packet[0] <= 63;
  }

  /// Takes a datagram, copied.
  ///
  /// @return false: it was one too many
  public boolean offer(byte[] packet, int length) {
    return received.remainingCapacity() > 0 && received.offer(Arrays.copyOf(packet, length));
  }

  private void run() {
    DTLSTransport established = null;
    try {
      established = handshake();
      var keys = exchange.keys();
      if (keys.isPresent() && !closed) {
        outcome.keyed(keys.get());
      }
      linger(established);
    } catch (IOException | RuntimeException refused) { // the library throws both at odd peers
      if (established == null && !closed) {
        outcome.failed(reason(refused));
      }
    } finally {
      closed = true;
      received.clear();
    }
  }

  private DTLSTransport handshake() throws IOException {
    var transport = new Transport();
    return exchange.peer().active()
        ? new DTLSClientProtocol().connect(new DtlsClient(exchange), transport)
        : new DTLSServerProtocol().accept(new DtlsServer(exchange), transport);
  }

  private String reason(Exception refused) {
    String own = exchange.failure();
    return own.isEmpty() ? String.valueOf(refused.getMessage()) : own;
  }

  /// The library repeats our last flight when the peer repeats its own; data is nobody's.
  private void linger(DTLSTransport established) throws IOException {
    var nothing = new byte[established.getReceiveLimit()];
    while (!closed) {
      established.receive(nothing, 0, nothing.length, LINGER_MILLIS);
    }
    established.close();
  }

  /// Ends it; a handshake under way has no outcome.
  @Override
  public void close() {
    closed = true;
    received.clear();
    if (!received.offer(END)) {
      received.clear(); // its thread looks at `closed` when it has waited
    }
  }

  private final class Transport implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return MAX_DATAGRAM;
    }

    @Override
    public int getSendLimit() {
      return MAX_SENT;
    }

    @Override
    public int receive(byte[] into, int offset, int length, int waitMillis) throws IOException {
      byte[] next;
      try {
        next = received.poll(waitMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException wish) {
        throw new InterruptedIOException();
      }
      if (closed) {
        throw new IOException("closed");
      }
      if (next == null) {
        return -1;
      }
      int count = Math.min(length, next.length);
      System.arraycopy(next, 0, into, offset, count);
      return count;
    }

    @Override
    public void send(byte[] from, int offset, int length) throws IOException {
      if (!closed) {
        wire.send(from, offset, length);
      }
    }

    /// The library does this when a handshake fails; whether it did is told by what it throws.
    @Override
    public void close() {}
  }
}
