package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.dtmf.Dtmf;
import io.patchbay.media.dtmf.DtmfGenerator;
import io.patchbay.media.fax.FaxEngine;
import io.patchbay.media.fax.FaxFigures;
import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.rtcp.VoipMetrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An RTP port: input → events → context → tone, digit or audio → output.
final class RtpEnd extends Member implements RtpTermination {
  private final RtpPorts ports;
  private final Codecs codecs;
  private final InetSocketAddress local;
  private final MediaSettings settings;
  private final RtpCounters counters = new RtpCounters();
  private final SourceLatch latch;
  private final Beside beside;
  private final RtpInput input;
  private final RtpOutput output;
  private final Listening listening;
  private final RtpSocket socket;
  private final FaxEngine faxes;
  private final FaxModems modems = new FaxModems();
  private final DtmfGenerator heardDigit = new DtmfGenerator();
  private final DtmfGenerator saidDigit = new DtmfGenerator();
  private final short[] out = new short[FRAME_SAMPLES];
  private final PeerDigits digits = new PeerDigits(this::report);
  private final Runnable eventObserver = this::reportEvents;
  private volatile @Nullable InetSocketAddress target;
  private volatile boolean rtcp;
  private volatile @Nullable Protection protection;
  private volatile @Nullable RtpDescription described;
  private @Nullable RtpSetup setup;
  private @Nullable FaxEnd fax;
  private @Nullable FaxEars ears;
  private JitterSettings playing;
  private long timeoutNanos;

  /// Everything opened, and the last setup that was posted; guarded by the latter's lock.
  private final Set<Codec> opened = new HashSet<>();

  private @Nullable RtpSetup posted;

  private long waitingSince;
  private boolean first = true;
  private boolean timedOut;
  private DtmfWays ways = DtmfWays.AUTO;
  private long hearingAt;

  RtpEnd(
      Hub hub,
      Group own,
      RtpPorts ports,
      MediaSettings settings,
      Codecs codecs,
      FaxEngine faxes,
      MediaEventSink sink,
      RandomGenerator random) {
    super(hub, own, sink);
    this.faxes = faxes;
    this.ports = ports;
    this.codecs = codecs;
    this.local = new InetSocketAddress(settings.advertised(), ports.port());
    this.settings = settings;
    this.timeoutNanos = settings.rtpTimeout().toNanos();
    this.playing = settings.jitter();
    this.latch = new SourceLatch(settings.relatchAfter().toNanos());
    socket = new RtpSocket(ports.rtp());
    this.beside =
        new Beside(
            ports.rtp(), this::keyed, why -> post(() -> report(new MediaEvent.PortEnded(why))));
    this.input = new RtpInput(socket, counters, latch, beside, settings.jitter(), random.nextInt());
    this.output = new RtpOutput(socket, counters, random);
    this.listening = new Listening(counters, input, settings);
  }

  @Override
  public InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public int ssrc() {
    return output.ssrc();
  }

  @Override
  public void configure(RtpDescription wanted) {
    synchronized (opened) {
      var description = beside.arrange(wanted);
      var transport = description.transport();
      described = description;
      ports.mark(transport.dscp() < 0 ? settings.dscp() : transport.dscp());
      var secured = Protection.of(transport.srtp(), protection, output.ssrc());
      protection = secured;
      var next = new RtpSetup(description, codecs, posted, secured);
      opened.addAll(next.codecs());
      posted = next;
      modems.change(null);
      post(() -> apply(next));
    }
  }

  /// DTLS has come to keys: what was wanted last can be carried out.
  private void keyed() {
    synchronized (opened) {
      var wanted = beside.wanted();
      if (wanted != null) {
        configure(wanted);
      }
    }
  }

  @Override
  public void fax(T38Description description) {
    var gateway = description.gateway();
    synchronized (opened) {
      var channel = gateway == null ? null : faxes.open(gateway);
      modems.change(channel);
      var next = new FaxEnd(description, socket, counters, latch, channel, this::report);
      post(() -> {
        fax = next;
        rtcp = false;
        next.begin();
      });
    }
  }

  @Override
  public void detectFax(boolean on) {
    post(() -> ears = !on ? null : ears == null ? new FaxEars(this::report) : ears);
  }

  @Override
  public FaxFigures faxFigures() {
    return modems.figures();
  }

  @Override
  public void digits(DtmfWays next) {
    post(() -> {
      ways = next;
      arrangeDigits();
    });
  }

  @Override
  public void take(char digit, Duration length) {
    DigitScript.check(String.valueOf(digit), length, PeerDigits.GAP);
    post(() -> digits.take(digit, length, hearingAt));
  }

  @Override
  public RtpStatistics statistics() {
    return counters.statistics(quality());
  }

  /// What the peer's speech sounds like. For any thread.
  CallQuality quality() {
    return listening.quality(described);
  }

  /// Voice metrics of the next report, null when the peer is not to have them. For any thread.
  @Nullable VoipMetrics voiceMetrics() {
    return listening.metrics(described);
  }

  RtpPorts ports() {
    return ports;
  }

  @Override
  public String suite() {
    var now = protection;
    return now == null || beside.awaited(now.sender().key())
        ? ""
        : now.sender().key().suite().name();
  }

  /// What shares the port with RTP.
  Beside beside() {
    return beside;
  }

  /// Whether RTCP goes over the RTP port.
  boolean rtcpMux() {
    var active = described;
    return active != null && active.transport().association().rtcpMux();
  }

  /// SRTCP, null = plain RTCP.
  @Nullable Protection protection() {
    return protection;
  }

  RtpCounters counters() {
    return counters;
  }

  /// Where RTP goes now, null when nowhere.
  @Nullable InetSocketAddress target() {
    return target;
  }

  /// Whether RTCP reports are wanted.
  boolean rtcp() {
    return rtcp;
  }

  @Override
  @Nullable Driver clock(long now) {
    return null;
  }

  @Override
  void release() {
    beside.close();
    ports.close();
    synchronized (opened) {
      modems.change(null);
      opened.forEach(Codec::close);
      opened.clear();
    }
  }

  @Override
  void hear(long now, long skippedFrames) {
    if (skippedFrames > 0) {
      output.skip(skippedFrames);
    }
    relay = 0;
    hearingAt = now;
    var relayed = fax;
    if (relayed != null) {
      relayed.hear(heard, now);
      return;
    }
    var active = setup;
    if (active == null) {
      input.discard();
      Arrays.fill(heard, (short) 0);
      return;
    }
    input.receive(active, now, eventObserver);
    input.events().tick(now / 125_000);
    reportEvents();
    boolean receives = active.description().direction().receives();
    input.play(heard, receives, now);
    if (ears != null) {
      ears.heard(heard);
    }
    char digit = digits.frame(heard, receives ? input.events().current() : -1, now);
    if (digits.sounding()) {
      replaceByDigit(digit, active.description().dtmf());
    } else {
      heardDigit.stop();
    }
    follow(active, now, receives);
  }

  @Override
  void forward(Member from, long now) {
    if (fax != null && from instanceof RtpEnd other && other.fax != null) {
      fax.forward(other.fax, now);
    }
  }

  @Override
  void say(short[] frame, char digit, long now) {
    var relayed = fax;
    if (relayed != null) {
      relayed.say(frame, now);
      output.skip(1);
      return;
    }
    if (ears != null) {
      ears.said(frame);
    }
    boolean scripted = script.active();
    char scriptDigit = script.step();
    char sounding = scripted ? scriptDigit : digit;
    if (script.finished()) {
      report(new MediaEvent.DtmfDone());
    }
    var active = setup;
    var to = latch.target();
    if (active == null || to == null || !active.sends()) {
      if (tone.playing()) {
        playTone(out);
      }
      output.skip(1);
      return;
    }
    if (sounding == '!' && !ways.flash()) {
      sounding = 0;
    }
    int type = active.description().telephoneEventPayloadType();
    output.follow(ways.sendsEvents(type) ? sounding : 0, Dtmf.event(sounding));
    boolean inband = sounding != 0 && sounding != '!' && ways.sendsInband(type);
    boolean silent = scripted || sounding != 0;
    output.frame(compose(frame, inband ? sounding : 0, silent), active, to, inband, now);
  }

  /// What goes out in this frame: a digit, the silence around it, a tone, or the context's audio.
  private short[] compose(short[] frame, char inbandDigit, boolean silent) {
    if (inbandDigit != 0) {
      if (saidDigit.digit() != inbandDigit) {
        saidDigit.start(inbandDigit);
      }
      saidDigit.fill(out, 0, FRAME_SAMPLES);
      return out;
    }
    saidDigit.stop();
    if (silent) {
      Arrays.fill(out, (short) 0);
      return out;
    }
    if (tone.playing()) {
      playTone(out);
      return out;
    }
    return frame;
  }

  private void apply(RtpSetup next) {
    setup = next;
    fax = null;
    latch.describe(next.description().remote(), next.description().symmetric());
    target = next.sends() ? latch.target() : null;
    rtcp = next.description().rtcp();
    var transport = next.description().transport();
    var limit = transport.timeout().isZero() ? settings.rtpTimeout() : transport.timeout();
    timeoutNanos = limit.toNanos();
    var delay = transport.jitter() == null ? settings.jitter() : transport.jitter();
    if (!delay.equals(playing)) {
      playing = delay;
      input.delay(delay);
    }
    waitingSince = 0;
    timedOut = false;
    arrangeDigits();
  }

  private void arrangeDigits() {
    var active = setup;
    if (active != null) {
      digits.arrange(ways, active.description().telephoneEventPayloadType());
    }
  }

  /// The other members hear the digit, or it is relayed to them, or they hear silence.
  private void replaceByDigit(char digit, DtmfRelay how) {
    if (how == DtmfRelay.INBAND && Dtmf.isDigit(digit)) {
      if (heardDigit.digit() != digit) {
        heardDigit.start(digit);
      }
      heardDigit.fill(heard, 0, FRAME_SAMPLES);
      return;
    }
    Arrays.fill(heard, (short) 0);
    relay = how == DtmfRelay.TELEPHONE_EVENT ? digit : 0;
  }

  private void reportEvents() {
    digits.events(input.events(), hearingAt);
  }

  /// First packet, changed remote, silence.
  private void follow(RtpSetup active, long now, boolean receives) {
    if (first && input.heard()) {
      first = false;
      report(new MediaEvent.FirstPacket());
    }
    var to = latch.target();
    if (to != null && active.sends() && !to.equals(target)) {
      target = to;
      report(new MediaEvent.RemoteChanged(to));
    }
    waitingSince = waitingSince == 0 || !receives ? now : waitingSince;
    long since = input.heard() ? Math.max(waitingSince, input.heardAt()) : waitingSince;
    if (now - since < timeoutNanos) {
      timedOut = false;
    } else if (!timedOut) {
      timedOut = true;
      report(new MediaEvent.RtpTimeout(Duration.ofNanos(now - since)));
    }
  }
}
