package io.patchbay.media.fax;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.fax.worker.FaxWire;
import io.patchbay.media.fax.worker.GatewaySettings;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// The modems of one fax call, which are in another process.
///
/// [#say], [#hear], [#take] and [#poll] are for one media thread at a time and neither wait nor
/// allocate; [#close] is for any thread.
public final class FaxChannel implements AutoCloseable {
  private static final int MESSAGES = 128;
  private static final int MAX_MESSAGE = 600;

  /// Frames in hand before the line hears the first one: what the process may be late.
  private static final int LEAD = 2;

  /// Frames without an answer after which the process is taken for stuck, 4 s.
  private static final int STUCK = 200;

  final PacketRing down = new PacketRing(MESSAGES, MAX_MESSAGE);
  final PacketRing audio = new PacketRing(64, FaxWire.AUDIO_OCTETS);
  final PacketRing packets = new PacketRing(MESSAGES, Udptl.MAX_IFP);
  final int number;
  final GatewaySettings settings;

  private final FaxEngine engine;
  private final byte[] octets = new byte[MAX_MESSAGE];
  private final AtomicLong said = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean closed;
  private volatile boolean broken;
  private volatile FaxFigures figures = FaxFigures.NONE;
  private boolean hearing;

  FaxChannel(FaxEngine engine, int number, GatewaySettings settings) {
    this.engine = engine;
    this.number = number;
    this.settings = settings;
  }

  /// Gives the modems a frame of the line: 160 samples.
  public void say(short[] frame) {
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      octets[2 * i] = (byte) frame[i];
      octets[2 * i + 1] = (byte) (frame[i] >> 8);
    }
    if (send(FaxWire.AUDIO, FaxWire.AUDIO_OCTETS)) {
      said.setOpaque(said.getPlain() + 1);
      if (behind() == STUCK) {
        engine.stuck();
      }
    }
  }

  /// What the modems say to the line; silence while nothing is there.
  ///
  /// @param frame 160 samples, always written
  public void hear(short[] frame) {
    if (!hearing && audio.size() < LEAD) {
      Arrays.fill(frame, (short) 0);
      return;
    }
    hearing = audio.poll(octets) >= 0;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      frame[i] = hearing ? (short) ((octets[2 * i] & 0xff) | (octets[2 * i + 1] << 8)) : 0;
    }
  }

  /// Gives the modems an IFP packet of the far end.
  public void take(byte[] ifp, int length, int sequence) {
    octets[0] = (byte) (sequence >> 8);
    octets[1] = (byte) sequence;
    System.arraycopy(ifp, 0, octets, 2, length);
    send(FaxWire.PACKET, 2 + length);
  }

  /// An IFP packet for the far end.
  ///
  /// @return its octets, −1: there is none
  public int poll(byte[] ifp) {
    return packets.poll(ifp);
  }

  /// How often the packet taken last is to be sent.
  public int times() {
    return Math.clamp(packets.number(), 1, 3);
  }

  /// Frames that were said and not answered yet.
  public long behind() {
    return said.getOpaque() - answered.getOpaque();
  }

  /// What there was no room for, because the process does not keep up.
  public long dropped() {
    return dropped.getOpaque();
  }

  /// The process ended; this channel stays silent.
  public boolean broken() {
    return broken;
  }

  /// What the modems have done so far.
  public FaxFigures figures() {
    return broken ? figures.asLost() : figures;
  }

  /// Ends the modems of this call.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      engine.closed();
    }
  }

  boolean closed() {
    return closed;
  }

  void breaks() {
    broken = true;
  }

  void answered() {
    answered.setOpaque(answered.getPlain() + 1);
  }

  void figures(FaxFigures now) {
    figures = now;
  }

  private boolean send(int kind, int length) {
    if (closed || broken) {
      return false;
    }
    if (!down.offer(kind, octets, 0, length)) {
      dropped.setOpaque(dropped.getPlain() + 1);
      return false;
    }
    engine.wake();
    return true;
  }
}
