package io.patchbay.media.session;

import io.patchbay.media.codec.Codecs;
import io.patchbay.media.codec.Wish;
import io.patchbay.media.fax.FaxEngine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// An engine without threads on loopback sockets: time passes by [#run] only.
final class VirtualEngine implements AutoCloseable {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static final Codecs CODECS = new Codecs(Map.of("G723", Wish.AUTO));

  final MediaEngine engine;
  final List<MediaEvent> events = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);

  VirtualEngine(MediaSettings settings) {
    this(settings, FaxEngine.NONE);
  }

  VirtualEngine(MediaSettings settings, FaxEngine faxes) {
    engine = new MediaEngine(settings, nanos::get, new SplittableRandom(1), CODECS, faxes, false);
  }

  VirtualEngine() {
    this(MediaSettings.on(LOOPBACK).withPorts(20_000, 29_999));
  }

  void run(int millis) {
    for (int i = 0; i < millis; i += 20) {
      pass(20);
      engine.frame();
    }
  }

  /// Lets time pass in which the shared ticks do nothing.
  void pass(int millis) {
    nanos.addAndGet(1_000_000L * millis);
  }

  /// Puts the clock to a time, in nanoseconds since the engine was made.
  void at(long sinceStart) {
    nanos.set(1_000_000_000L + sinceStart);
  }

  RtpTermination rtp() {
    return engine.openRtp(events::add);
  }

  LineTermination line(FramePort port) {
    return engine.openLine(port, events::add);
  }

  /// Joins all in a new context.
  Context join(Termination... terminations) {
    var context = engine.openContext();
    for (var termination : terminations) {
      context.join(termination);
    }
    return context;
  }

  /// Two RTP terminations that send to each other.
  void connect(RtpTermination one, RtpTermination other) {
    one.configure(RtpDescription.pcmu(other.localAddress()));
    other.configure(RtpDescription.pcmu(one.localAddress()));
  }

  static InetSocketAddress somewhere() {
    return new InetSocketAddress(LOOPBACK, 9);
  }

  @Override
  public void close() {
    engine.close();
  }
}
