package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.SAMPLES_PER_MILLI;

import io.patchbay.media.jitter.JitterBuffer;
import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.pcm.Noise;
import io.patchbay.media.quality.BurstGap;
import io.patchbay.media.rtp.ComfortNoise;
import io.patchbay.media.rtp.EventReceiver;
import io.patchbay.media.rtp.Reception;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.TelephoneEvent;
import io.patchbay.media.srtp.SrtpReceiver;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The receiving path: socket → well-formed → the peer's → new → event, noise or audio → jitter
/// buffer.
final class RtpInput {
  private static final int MAX_PER_FRAME = 16;
  private static final int MAX_SAMPLES = 1024;
  private static final int NANOS_PER_SAMPLE = 125_000;
  private static final int FIRST_CONTROL = 192;
  private static final int LAST_CONTROL = 223;

  private final RtpSocket socket;
  private final RtpCounters counters;
  private final SourceLatch latch;
  private final Beside beside;
  private final JitterBuffer jitter;
  private final Reception reception = new Reception();
  private final EventReceiver events = new EventReceiver();
  private final BurstGap bursts = new BurstGap();
  private final Noise noise;
  private final short[] decoded = new short[MAX_SAMPLES];
  private final MediaTime time = new MediaTime();
  private int ssrc;
  private int noisePeak;
  private long heardAt;
  private boolean heard;

  RtpInput(
      RtpSocket socket,
      RtpCounters counters,
      SourceLatch latch,
      Beside beside,
      JitterSettings settings,
      int seed) {
    this.socket = socket;
    this.counters = counters;
    this.latch = latch;
    this.beside = beside;
    this.jitter = new JitterBuffer(settings);
    this.noise = new Noise(seed);
  }

  /// Whether any packet of the peer was accepted.
  boolean heard() {
    return heard;
  }

  /// When the last packet of the peer was accepted.
  long heardAt() {
    return heardAt;
  }

  /// How packets were missing.
  BurstGap bursts() {
    return bursts;
  }

  /// Telephone events, to be ticked after [#receive].
  EventReceiver events() {
    return events;
  }

  /// Changes the play-out delay.
  void delay(JitterSettings settings) {
    jitter.settings(settings);
  }

  /// Throws away what waits, before there is a description.
  void discard() {
    for (int i = 0; i < MAX_PER_FRAME && socket.receive() != null; i++) {
      counters.add(RtpCounters.FOREIGN, 1);
    }
  }

  /// Takes at most 16 waiting packets.
  ///
  /// @param observer hears of events that began or ended with each packet
  void receive(RtpSetup setup, long now, Runnable observer) {
    var from = socket.receive();
    for (int i = 1; from != null; i++) {
      packet(from, setup, now, observer);
      from = i < MAX_PER_FRAME ? socket.receive() : null;
    }
  }

  /// The frame to be heard now.
  void play(short[] frame, boolean audible, long now) {
    boolean received = jitter.get(frame, now / NANOS_PER_SAMPLE);
    counters.set(RtpCounters.CONCEALED_MILLIS, jitter.concealedMillis());
    counters.set(RtpCounters.DELAY_MILLIS, jitter.delayMillis(now / NANOS_PER_SAMPLE));
    if (!audible) {
      java.util.Arrays.fill(frame, (short) 0);
    } else if (!received && noisePeak > 0) {
      noise.fill(frame, 0, frame.length, noisePeak);
    }
  }

  /// Forgets the source, whose timestamps may begin anew.
  void restart() {
    reception.restart();
    jitter.reset();
    time.restart();
  }

  private void packet(InetSocketAddress from, RtpSetup setup, long now, Runnable observer) {
    byte[] packet = socket.received;
    if (beside(packet, from, setup, now)) {
      return;
    }
    int octets = opened(packet, setup.protection());
    if (octets < 0) {
      return;
    }
    int offset = RtpPacket.payloadOffset(packet, octets);
    int length = offset < 0 ? -1 : RtpPacket.payloadLength(packet, octets, offset);
    int type = length < 0 ? -1 : RtpPacket.payloadType(packet);
    boolean event = type >= 0 && setup.event(type);
    boolean known = type >= 0 && (event || setup.noise(type) || setup.receiver(type) != null);
    if (!known || length < (event ? TelephoneEvent.LENGTH : 1)) {
      counters.add(RtpCounters.MALFORMED, 1);
      return;
    }
    int sequence = RtpPacket.sequence(packet);
    if (!latch.accept(from, sequence, now)) {
      counters.add(RtpCounters.FOREIGN, 1);
      return;
    }
    count(length, now);
    long highest = reception.expected() == 0 ? -1 : reception.extendedHighest();
    if (isNew(packet, sequence)) {
      if (highest >= 0 && reception.expected() > 1) {
        bursts.lost(reception.extendedHighest() - highest - 1);
      }
      boolean late = false;
      if (event) {
        events.packet(packet, offset, RtpPacket.timestamp(packet), now / NANOS_PER_SAMPLE);
        observer.run();
      } else {
        late = audio(packet, offset, length, setup, now);
      }
      if (late) {
        bursts.lost(1);
      } else {
        bursts.received();
      }
    }
  }

  /// Hands over what is not RTP (RFC 7983 §7, RFC 5761 §4).
  private boolean beside(byte[] packet, InetSocketAddress from, RtpSetup setup, long now) {
    int length = socket.length();
    if (length > 0 && (packet[0] & 0xc0) == 0 && beside.listens()) {
      var path = beside.take(packet, length, from, now);
      if (path != null) {
        latch.nominate(path);
      }
      return true;
    }
    boolean control =
        length > 8
            && setup.description().transport().association().rtcpMux()
            && (packet[1] & 0xff) >= FIRST_CONTROL
            && (packet[1] & 0xff) <= LAST_CONTROL;
    if (control) {
      beside.takeControl(packet, length, from);
    }
    return control;
  }

  /// Octets of the packet once SRTP is taken off, negative when it is not the peer's; counted.
  private int opened(byte[] packet, @Nullable Protection protection) {
    if (protection == null) {
      return socket.length();
    }
    int octets = protection.receiver().open(packet, socket.length());
    if (octets < 0) {
      counters.add(octets == SrtpReceiver.REPLAYED ? RtpCounters.REPLAYED : RtpCounters.FORGED, 1);
    }
    return octets;
  }

  private void count(int length, long now) {
    if (heard) {
      counters.max(RtpCounters.MAX_GAP_NANOS, now - heardAt);
    }
    heard = true;
    heardAt = now;
    counters.add(RtpCounters.PACKETS_RECEIVED, 1);
    counters.add(RtpCounters.OCTETS_RECEIVED, length);
  }

  private boolean isNew(byte[] packet, int sequence) {
    int source = RtpPacket.ssrc(packet);
    if (source != ssrc) {
      ssrc = source;
      restart();
    }
    var verdict = reception.sequence(sequence);
    switch (verdict) {
      case NEW -> publish();
      case DUPLICATE -> counters.add(RtpCounters.DUPLICATES, 1);
      case OUT_OF_RANGE -> counters.add(RtpCounters.MALFORMED, 1);
    }
    return verdict == Reception.Verdict.NEW;
  }

  private void publish() {
    counters.set(RtpCounters.REMOTE_SSRC, ssrc);
    counters.set(RtpCounters.LOST, reception.lost());
    counters.set(RtpCounters.HIGHEST, reception.extendedHighest());
    counters.set(RtpCounters.EXPECTED, reception.expected());
  }

  /// @return whether it came too late
  private boolean audio(byte[] packet, int offset, int length, RtpSetup setup, long now) {
    int type = RtpPacket.payloadType(packet);
    var codec = setup.receiver(type);
    if (codec == null) {
      noisePeak = Noise.peak(ComfortNoise.levelDbm0(packet, offset));
      return false;
    }
    int timestamp = time.samples(RtpPacket.timestamp(packet), setup.units(type));
    long arrival = now / NANOS_PER_SAMPLE;
    reception.arrival(timestamp, arrival);
    counters.set(RtpCounters.JITTER_UNITS, (long) reception.jitter());
    counters.set(RtpCounters.JITTER_MICROS, (long) (reception.jitter() * 1000 / SAMPLES_PER_MILLI));
    counters.set(
        RtpCounters.MAX_JITTER_MICROS, (long) (reception.maxJitter() * 1000 / SAMPLES_PER_MILLI));
    noisePeak = 0;
    int samples = codec.decode(packet, offset, length, decoded, 0);
    if (samples > 0
        && jitter.put(decoded, samples, timestamp, RtpPacket.marker(packet), arrival)
            == JitterBuffer.Outcome.LATE) {
      counters.add(RtpCounters.LATE, 1);
      return true;
    }
    return false;
  }
}
