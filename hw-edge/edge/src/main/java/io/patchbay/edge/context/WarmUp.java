package io.patchbay.edge.context;

import static io.patchbay.media.pcm.Pcm.FRAME_NANOS;

import io.patchbay.media.session.Context;
import io.patchbay.media.session.DtmfRelay;
import io.patchbay.media.session.FramePort;
import io.patchbay.media.session.LineTermination;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.RtpDescription;
import io.patchbay.media.session.RtpTermination;
import io.patchbay.media.session.RtpTransport;
import io.patchbay.media.session.Termination;
import io.patchbay.media.srtp.SrtpKey;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import io.patchbay.media.tone.TonePattern;
import io.patchbay.media.tone.ToneScheme;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a second of silence through pairs of RTP ports before the first call, half of them
/// joined to lines with a clock of their own, so that the first caller does not hear classes being
/// loaded.
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int PAIRS = 4;
  private static final int FRAMES = 400;

  /// Pairs that speak SRTP.
  private static final int SECURED = 2;

  private WarmUp() {}

  /// Blocks for about a second; ends early when frames stop.
  public static void run(MediaEngine engine) {
    var heard = new CountDownLatch(FRAMES);
    List<Termination> opened = new ArrayList<>();
    try {
      for (int i = 0; i < PAIRS; i++) {
        RtpTermination left = engine.openRtp(event -> {});
        RtpTermination right = engine.openRtp(event -> {});
        left.configure(description(i, right.localAddress()));
        right.configure(description(i, left.localAddress()));
        opened.addAll(joined(engine, left, new Silence(heard, false)));
        opened.addAll(joined(engine, right, new Silence(heard, true)));
      }
      if (!heard.await(2, TimeUnit.SECONDS)) {
        LOG.warn("media warm-up: {} of {} frames came in 2 s", FRAMES - heard.getCount(), FRAMES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      opened.forEach(Termination::close);
    }
  }

  private static RtpDescription description(int pair, InetSocketAddress remote) {
    return (pair % 2 == 0 ? RtpDescription.pcma(remote) : RtpDescription.pcmu(remote))
        .withTelephoneEvent(101)
        .withTransport(RtpTransport.PLAIN.with(pair < SECURED ? keys(pair) : null));
  }

  /// The first use of SRTP's library takes about a second.
  private static SrtpKeys keys(int pair) {
    var suite = pair == 0 ? SrtpSuite.AES_CM_128_HMAC_SHA1_80 : SrtpSuite.AEAD_AES_128_GCM;
    var key = SrtpKey.of(suite, new byte[suite.masterOctets()]);
    return new SrtpKeys(key, key);
  }

  private static List<Termination> joined(MediaEngine engine, RtpTermination rtp, FramePort port) {
    Context context = engine.openContext();
    LineTermination line = engine.openLine(port, event -> {});
    line.detectDtmf(true, DtmfRelay.EVENT_ONLY);
    line.detectTones(List.of(TonePattern.of("busy", ToneScheme.itu().busy())));
    context.join(rtp);
    context.join(line);
    return List.of(rtp, line);
  }

  /// A line that says nothing and counts what it hears.
  private record Silence(CountDownLatch heard, boolean clocked) implements FramePort {
    @Override
    public int read(short[] frame) {
      if (clocked) {
        LockSupport.parkNanos(FRAME_NANOS);
      }
      Arrays.fill(frame, (short) 0);
      return frame.length;
    }

    @Override
    public void write(short[] frame) {
      heard.countDown();
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
