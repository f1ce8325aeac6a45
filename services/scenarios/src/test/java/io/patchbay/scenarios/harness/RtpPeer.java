package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The media side of a SIP peer: sends a G.711 tone to whoever sends to it first, records what
/// comes.
///
/// SIPp does the signalling and names this port in its SDP. Two threads of its own.
public final class RtpPeer implements AutoCloseable {
  private static final int DTMF_TYPE = 101;

  /// By event; 16 is flash.
  private static final String DIGITS = "0123456789*#ABCD!";

  private final DatagramSocket socket;
  private final G711 codec;
  private final int frame;
  private final List<Packet> received = new ArrayList<>();
  private final StringBuilder digitsHeard = new StringBuilder();
  private final ConcurrentLinkedQueue<Character> digitsToSend = new ConcurrentLinkedQueue<>();
  private volatile @Nullable SocketAddress remote;
  private long lastEventTimestamp = -1;

  private record Packet(long sequence, long timestamp, short[] samples) {}

  private RtpPeer(DatagramSocket socket, G711 codec, int ptimeMs) {
    this.socket = socket;
    this.codec = codec;
    this.frame = 8 * ptimeMs;
    Thread.ofPlatform().daemon().name("rtp-receive").start(this::receive);
    Thread.ofPlatform().daemon().name("rtp-send").start(this::send);
  }

  /// Opens an even port of the loopback address; frames of 20 ms.
  public static RtpPeer open(G711 codec) throws IOException {
    return open(codec, 20);
  }

  /// Opens an even port of the loopback address.
  ///
  /// @param ptimeMs length of the frames it sends, milliseconds
  public static RtpPeer open(G711 codec, int ptimeMs) throws IOException {
    while (true) {
      var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      if (socket.getLocalPort() % 2 == 0) {
        return new RtpPeer(socket, codec, ptimeMs);
      }
      socket.close();
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// Where the first packet came from; present once something came.
  public @Nullable SocketAddress remote() {
    return remote;
  }

  /// Sends to this address before anything came.
  public void sendTo(SocketAddress address) {
    remote = address;
  }

  /// Sends digits as RFC 4733 events, each 100 ms with 100 ms of tone after it.
  public void dtmf(String digits) {
    digits.chars().forEach(digit -> digitsToSend.add((char) digit));
  }

  /// The RFC 4733 digits that came.
  public String digitsHeard() {
    synchronized (received) {
      return digitsHeard.toString();
    }
  }

  /// How many voice packets came.
  public int packets() {
    synchronized (received) {
      return received.size();
    }
  }

  /// The number of samples in the packets that came last; 0: none came.
  public int lastFrameSamples() {
    synchronized (received) {
      return received.isEmpty() ? 0 : received.getLast().samples.length;
    }
  }

  /// Forgets what came so far.
  public void forget() {
    synchronized (received) {
      received.clear();
    }
  }

  /// Waits until the tone came for this long without a gap; fails when it has not after 15 s more.
  public void awaitTone(Duration length) {
    Await.until(
        length + " of the tone by RTP at port " + port(),
        length.plusSeconds(15),
        () -> packets() > 0 && heard().longestStretch().seconds() * 1000 >= length.toMillis());
  }

  /// What came, laid out by RTP time stamps: what is missing is silence.
  public ToneMeter heard() {
    synchronized (received) {
      if (received.isEmpty()) {
        throw new AssertionError("no RTP came to port " + port());
      }
      long base = received.getFirst().timestamp;
      long end = base;
      for (Packet packet : received) {
        end = Math.max(end, packet.timestamp + packet.samples.length);
      }
      short[] laidOut = new short[(int) Math.min(end - base, 8000 * 300)];
      for (Packet packet : received) {
        long at = packet.timestamp - base;
        if (at >= 0 && at + packet.samples.length <= laidOut.length) {
          System.arraycopy(packet.samples, 0, laidOut, (int) at, packet.samples.length);
        }
      }
      return ToneMeter.of(laidOut, 8000);
    }
  }

  private void receive() {
    byte[] buffer = new byte[2048];
    var datagram = new DatagramPacket(buffer, buffer.length);
    while (!socket.isClosed()) {
      try {
        socket.receive(datagram);
      } catch (IOException e) {
        return;
      }
      if (datagram.getLength() < 13) {
        continue;
      }
      if (remote == null) {
        remote = datagram.getSocketAddress();
      }
      take(ByteBuffer.wrap(buffer, 0, datagram.getLength()));
      datagram.setLength(buffer.length);
    }
  }

  private void take(ByteBuffer packet) {
    int type = packet.get(1) & 0x7f;
    long sequence = packet.getShort(2) & 0xffff;
    long timestamp = packet.getInt(4) & 0xffff_ffffL;
    synchronized (received) {
      if (type == DTMF_TYPE && timestamp != lastEventTimestamp) {
        lastEventTimestamp = timestamp;
        digitsHeard.append(DIGITS.charAt(packet.get(12) & 0x0f));
      } else if (type == codec.payloadType()) {
        short[] samples = new short[packet.limit() - 12];
        for (int i = 0; i < samples.length; i++) {
          samples[i] = codec.decode(packet.get(12 + i));
        }
        received.add(new Packet(sequence, timestamp, samples));
      }
    }
  }

  private void send() {
    short[] tone = ToneFile.tone(8000);
    long due = System.nanoTime();
    int sequence = 1000;
    long timestamp = 160_000;
    int sent = 0;
    while (!socket.isClosed()) {
      due += frame * 125_000L;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      Character digit = sent % 10 == 0 ? digitsToSend.poll() : null;
      if (digit != null) {
        sequence = sendEvent(digit, sequence, timestamp);
      } else {
        ByteBuffer packet = header(codec.payloadType(), sequence++, timestamp, frame);
        for (int i = 0; i < frame; i++) {
          packet.put(codec.encode(tone[(int) ((timestamp + i) % tone.length)]));
        }
        transmit(packet);
      }
      timestamp += frame;
      sent++;
    }
  }

  /// All packets of one event at once with growing duration; the end three times (RFC 4733
  /// §2.5.1.4).
  private int sendEvent(char digit, int firstSequence, long timestamp) {
    int sequence = firstSequence;
    for (int step = 1; step <= 7; step++) {
      ByteBuffer packet = header(DTMF_TYPE, sequence++, timestamp, 4);
      boolean end = step >= 5;
      packet.put((byte) DIGITS.indexOf(digit)).put((byte) (end ? 0x8a : 0x0a));
      packet.putShort((short) (160 * Math.min(step, 5)));
      transmit(packet);
    }
    return sequence;
  }

  private static ByteBuffer header(int type, int sequence, long timestamp, int payload) {
    ByteBuffer packet = ByteBuffer.allocate(12 + payload);
    return packet
        .put((byte) 0x80)
        .put((byte) type)
        .putShort((short) sequence)
        .putInt((int) timestamp)
        .putInt(0x5155_1234);
  }

  private void transmit(ByteBuffer packet) {
    SocketAddress to = remote;
    if (to == null) {
      return;
    }
    try {
      socket.send(new DatagramPacket(packet.array(), packet.arrayOffset(), packet.position(), to));
    } catch (SocketException e) {
      // closed by the test
    } catch (IOException e) {
      throw new AssertionError("RTP to " + to, e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
