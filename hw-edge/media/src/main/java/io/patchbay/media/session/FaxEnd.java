package io.patchbay.media.session;

import io.patchbay.media.fax.FaxChannel;
import io.patchbay.media.fax.UdptlReceiver;
import io.patchbay.media.fax.UdptlSender;
import io.patchbay.media.rtp.RtpPacket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// T.38 in place of RTP on the same port: with modems towards the context's audio, or passing
/// packets on to another T.38 port. For the media thread.
final class FaxEnd {
  private static final int MAX_PER_FRAME = 32;

  /// Packets that a missing one is waited for, and for how long when none comes.
  private static final int PATIENCE = 5;

  private static final long PATIENCE_NANOS = 80_000_000;
  private static final int MAX_IFP = 512;
  private static final int RTP_VERSION = 2;
  private static final int WAITING = 64;

  private final T38Description description;
  private final RtpSocket socket;
  private final RtpCounters counters;
  private final SourceLatch latch;
  private final @Nullable FaxChannel modems;
  private final Consumer<MediaEvent> sink;
  private final UdptlReceiver receiver;
  private final UdptlSender sender;
  private final byte[] ifp = new byte[MAX_IFP];
  private final byte[][] waiting = new byte[WAITING][MAX_IFP];
  private final int[] lengths = new int[WAITING];
  private final int[] sequences = new int[WAITING];
  private int count;
  private int expected = -1;
  private long receivedAt;
  private long lost;
  private boolean broken;

  FaxEnd(
      T38Description description,
      RtpSocket socket,
      RtpCounters counters,
      SourceLatch latch,
      @Nullable FaxChannel modems,
      Consumer<MediaEvent> sink) {
    this.description = description;
    this.socket = socket;
    this.counters = counters;
    this.latch = latch;
    this.modems = modems;
    this.sink = sink;
    this.receiver = new UdptlReceiver(this::received, PATIENCE);
    this.sender = new UdptlSender(description.recovery(), description.depth(), description.limit());
  }

  /// To be done once, on the media thread.
  void begin() {
    latch.describe(description.remote(), description.symmetric());
  }

  /// Takes what waits at the socket, and says what the modems say.
  void hear(short[] heard, long now) {
    var from = socket.receive();
    for (int i = 1; from != null; i++) {
      datagram(from, now);
      from = i < MAX_PER_FRAME ? socket.receive() : null;
    }
    if (now - receivedAt > PATIENCE_NANOS) {
      receiver.flush();
    }
    counters.add(RtpCounters.LOST, receiver.lost() - lost);
    lost = receiver.lost();
    if (modems == null) {
      Arrays.fill(heard, (short) 0);
    } else {
      modems.hear(heard);
      if (modems.broken() && !broken) {
        broken = true;
        sink.accept(new MediaEvent.FaxLost());
      }
    }
  }

  /// Gives the modems a frame of the context and sends what they made of the ones before.
  void say(short[] frame, long now) {
    if (modems == null) {
      return;
    }
    modems.say(frame);
    for (int length = modems.poll(ifp); length >= 0; length = modems.poll(ifp)) {
      int octets = sender.write(ifp, length, socket.toSend);
      for (int i = 0; i < modems.times(); i++) {
        send(octets, now);
      }
    }
  }

  /// Passes on what the other T.38 port has received.
  void forward(FaxEnd other, long now) {
    if (modems != null || other.modems != null) {
      return;
    }
    for (int i = 0; i < other.count; i++) {
      int gap = expected < 0 ? 0 : (short) (other.sequences[i] - expected);
      for (int missing = 0; missing < gap && missing < WAITING; missing++) {
        sender.skip();
      }
      expected = other.sequences[i] + 1 & 0xffff;
      send(sender.write(other.waiting[i], other.lengths[i], socket.toSend), now);
    }
    other.count = 0;
  }

  @Nullable FaxChannel modems() {
    return modems;
  }

  private void datagram(InetSocketAddress from, long now) {
    int length = socket.length();
    byte[] packet = socket.received;
    int sequence = length < 2 ? -1 : ((packet[0] & 0xff) << 8) | (packet[1] & 0xff);
    boolean stray = sequence >> 14 == RTP_VERSION && !receiver.near(sequence);
    if (sequence < 0 || stray) {
      counters.add(RtpCounters.MALFORMED, 1); // RTP that was under way at the change
      return;
    }
    if (!latch.accept(from, sequence, now)) {
      counters.add(RtpCounters.FOREIGN, 1);
      return;
    }
    long malformed = receiver.malformed();
    receiver.datagram(packet, length);
    if (receiver.malformed() > malformed) {
      counters.add(RtpCounters.MALFORMED, 1);
      return;
    }
    receivedAt = now;
    counters.add(RtpCounters.PACKETS_RECEIVED, 1);
    counters.add(RtpCounters.OCTETS_RECEIVED, length);
  }

  private void received(byte[] packet, int length, int sequence) {
    if (modems != null) {
      modems.take(packet, length, sequence);
    } else if (count < WAITING) {
      System.arraycopy(packet, 0, waiting[count], 0, length);
      lengths[count] = length;
      sequences[count++] = sequence;
    }
  }

  private void send(int octets, long now) {
    var target = latch.target();
    if (target != null && socket.send(octets - RtpPacket.HEADER, target)) {
      counters.add(RtpCounters.PACKETS_SENT, 1);
      counters.add(RtpCounters.OCTETS_SENT, octets);
      counters.set(RtpCounters.SENT_AT, now);
    } else {
      counters.add(RtpCounters.SEND_FAILURES, 1);
    }
  }
}
