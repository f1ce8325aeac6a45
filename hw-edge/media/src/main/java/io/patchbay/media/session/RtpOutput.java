package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;
import static io.patchbay.media.pcm.Pcm.SAMPLES_PER_MILLI;

import io.patchbay.media.rtp.ComfortNoise;
import io.patchbay.media.rtp.EventSender;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.SilenceSuppressor;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/// The sending path: frames → packets of the negotiated length → socket; telephone events between.
final class RtpOutput {
  private static final int MAX_PTIME_MILLIS = 60;

  private final RtpSocket socket;
  private final RtpCounters counters;
  private final int ssrc;
  private final short[] waiting = new short[MAX_PTIME_MILLIS * SAMPLES_PER_MILLI + FRAME_SAMPLES];
  private final EventSender events = new EventSender();
  private int count;
  private int sequence;

  private final SilenceSuppressor silence = new SilenceSuppressor();

  /// RTP timestamp of the frame that comes next, in the clock of the codec that is sent.
  private int timestamp;

  /// Its units of one sample at 8 kHz.
  private int units = 1;

  private boolean talkspurt = true;
  private char event;

  RtpOutput(RtpSocket socket, RtpCounters counters, RandomGenerator random) {
    this.socket = socket;
    this.counters = counters;
    this.ssrc = random.nextInt();
    this.sequence = random.nextInt(0x10000);
    this.timestamp = random.nextInt();
  }

  int ssrc() {
    return ssrc;
  }

  /// Lets frames pass unsent: timestamps go on (RFC 3550 §5.1).
  void skip(long frames) {
    timestamp += (int) (frames * FRAME_SAMPLES) * units;
    count = 0;
    talkspurt = true;
  }

  /// Follows the digit that is to be sent as telephone event.
  ///
  /// @param code its event, −1 = none
  void follow(char digit, int code) {
    if (digit != event) {
      if (event != 0) {
        events.stop();
      }
      if (digit != 0) {
        events.start(code);
      }
      event = digit;
    }
  }

  /// Sends one frame, and the event that goes with it.
  ///
  /// @param both audio goes out beside an event, too
  void frame(short[] pcm, RtpSetup setup, InetSocketAddress target, boolean both, long now) {
    units = setup.sendUnits();
    int payloadType = setup.description().telephoneEventPayloadType();
    boolean due = events.frame(timestamp, FRAME_SAMPLES * setup.eventUnits());
    if (due && payloadType >= 0) {
      int length = events.write(socket.toSend, RtpPacket.HEADER);
      send(setup, events.marker(), payloadType, events.timestamp(), length, target, now);
    }
    if (events.active() && !both) {
      skip(1);
      return;
    }
    if (setup.noisePayloadType() >= 0 && silence.silent(pcm)) {
      noise(setup, target, now);
      return;
    }
    System.arraycopy(pcm, 0, waiting, count, FRAME_SAMPLES);
    count += FRAME_SAMPLES;
    timestamp += FRAME_SAMPLES * units;
    int size = setup.packetSamples();
    int done = 0;
    for (; count - done >= size; done += size) {
      int octets = setup.sender().encode(waiting, done, size, socket.toSend, RtpPacket.HEADER);
      int first = timestamp - (count - done) * units;
      send(setup, talkspurt, setup.description().sendPayloadType(), first, octets, target, now);
      talkspurt = false;
    }
    count -= done;
    System.arraycopy(waiting, done, waiting, 0, count);
  }

  /// Nobody speaks: how loud it is is told at the beginning, when it changes, and now and then (RFC
  /// 3389 §4).
  private void noise(RtpSetup setup, InetSocketAddress target, long now) {
    if (silence.due()) {
      int octets = ComfortNoise.write(socket.toSend, RtpPacket.HEADER, silence.levelDbm0());
      send(setup, false, setup.noisePayloadType(), timestamp, octets, target, now);
    }
    skip(1);
  }

  private void send(
      RtpSetup setup,
      boolean marker,
      int type,
      int at,
      int octets,
      InetSocketAddress target,
      long now) {
    RtpPacket.write(socket.toSend, marker, type, sequence, at, ssrc);
    sequence = sequence + 1 & 0xffff;
    var protection = setup.protection();
    int length = RtpPacket.HEADER + octets;
    int sent = protection == null ? length : protection.sender().protect(socket.toSend, length);
    if (sent > 0 && socket.send(sent - RtpPacket.HEADER, target)) {
      counters.add(RtpCounters.PACKETS_SENT, 1);
      counters.add(RtpCounters.OCTETS_SENT, octets);
      counters.set(RtpCounters.SENT_TIMESTAMP, at);
      counters.set(RtpCounters.SENT_AT, now);
    } else {
      counters.add(RtpCounters.SEND_FAILURES, 1);
    }
  }
}
