package io.patchbay.media.session;

import io.patchbay.media.dtls.DtlsPeer;
import io.patchbay.media.dtls.DtlsSession;
import io.patchbay.media.srtp.SrtpKey;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an RTP port has beside RTP: DTLS with the keys it comes to, connectivity checks, and RTCP
/// on the same port.
///
/// [#take] is for the media thread and never waits. [#arrange] is for whoever configures the port;
/// when keys come, the port is configured again, on the handshake's thread.
final class Beside implements AutoCloseable {
  private static final int CONTROL_WAITING = 8;

  /// Nobody's: until the handshake is over nothing that comes in is authentic.
  private static final SrtpSuite UNKEYED = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

  private final DatagramChannel channel;
  private final Runnable again;
  private final Consumer<String> failed;
  private final BlockingQueue<Control> control = new ArrayBlockingQueue<>(CONTROL_WAITING);
  private volatile @Nullable DtlsSession session;
  private volatile @Nullable IceAgent ice;
  private volatile @Nullable InetSocketAddress wire;
  private volatile @Nullable InetSocketAddress described;
  private volatile boolean learning;
  private @Nullable SrtpKeys keys;
  private @Nullable SrtpKeys placeholder;
  private @Nullable RtpDescription wanted;
  private boolean closed;

  /// An RTCP packet that came on the RTP port.
  record Control(InetSocketAddress from, byte[] packet) {}

  /// @param again configures the port again as last wanted, when keys are there
  /// @param failed told why there will be none
  Beside(DatagramChannel channel, Runnable again, Consumer<String> failed) {
    this.channel = channel;
    this.again = again;
    this.failed = failed;
  }

  /// The description to be put in force: as wanted, but closed while keys are awaited.
  synchronized RtpDescription arrange(RtpDescription next) {
    wanted = next;
    var association = next.transport().association();
    var credentials = association.ice();
    var checks = ice;
    if (credentials == null) {
      ice = null;
    } else if (checks == null || !checks.credentials().equals(credentials)) {
      ice = new IceAgent(credentials, this::send);
    }
    if (!next.remote().equals(described)) {
      wire = next.remote();
    }
    described = next.remote();
    learning = next.symmetric() && keys == null;
    var peer = association.dtls();
    if (peer == null) {
      end();
      return next;
    }
    begin(peer);
    return keys != null ? keyed(next, keys) : unkeyed(next);
  }

  /// What was asked for last; null: nothing yet.
  synchronized @Nullable RtpDescription wanted() {
    return wanted;
  }

  private void begin(DtlsPeer peer) {
    var now = session;
    if (now != null && now.peer().equals(peer)) {
      return;
    }
    end();
    if (closed) {
      return;
    }
    var fresh = new DtlsSession(peer, this::send, new Outcome(peer));
    session = fresh;
    fresh.start();
  }

  private void end() {
    var now = session;
    session = null;
    keys = null;
    if (now != null) {
      now.close();
    }
  }

  private RtpDescription keyed(RtpDescription next, SrtpKeys agreed) {
    boolean rtcp = next.rtcp() && next.transport().association().rtcpMux();
    return with(next, agreed, next.direction(), rtcp);
  }

  private RtpDescription unkeyed(RtpDescription next) {
    var nobody = placeholder;
    if (nobody == null) {
      var random = new SecureRandom();
      nobody = new SrtpKeys(SrtpKey.random(UNKEYED, random), SrtpKey.random(UNKEYED, random));
      placeholder = nobody;
    }
    return with(next, nobody, RtpDescription.Direction.INACTIVE, false);
  }

  /// Without a port of its own there is no RTCP: that would need a handshake of its own (RFC 5764
  /// §4).
  private static RtpDescription with(
      RtpDescription next, SrtpKeys keys, RtpDescription.Direction direction, boolean rtcp) {
    return new RtpDescription(
        next.remote(),
        next.sendPayloadType(),
        next.payloadTypes(),
        next.telephoneEventPayloadType(),
        next.ptimeMillis(),
        direction,
        next.symmetric(),
        rtcp,
        next.dtmf(),
        next.transport().with(keys));
  }

  /// Whether the key is the one that stands for keys to come.
  synchronized boolean awaited(SrtpKey key) {
    return placeholder != null && placeholder.send().equals(key);
  }

  /// Takes a datagram that is not RTP's, by its first octet (RFC 7983 §7).
  ///
  /// @return where media goes from now on, null: as before
  @Nullable InetSocketAddress take(byte[] packet, int length, InetSocketAddress from, long now) {
    var checks = ice;
    if (packet[0] >= 0 && packet[0] <= 3) {
      return checks == null ? null : nominated(checks.check(packet, length, from, now));
    }
    var handshake = session;
    if (handshake != null && DtlsSession.is(packet) && (checks != null || believed(from))) {
      handshake.offer(packet, length);
    }
    return null;
  }

  /// Whether anything but RTP is expected.
  boolean listens() {
    return session != null || ice != null;
  }

  /// As with RTP: from the described address; from another where addresses are learnt, until keys
  /// have come from there. What we say goes there, too.
  private boolean believed(InetSocketAddress from) {
    if (from.equals(wire)) {
      return true;
    }
    var expected = described;
    boolean here =
        expected != null && (expected.getAddress().equals(from.getAddress()) || learning);
    if (here) {
      wire = from;
    }
    return here;
  }

  private @Nullable InetSocketAddress nominated(@Nullable InetSocketAddress pair) {
    if (pair != null) {
      wire = pair;
    }
    return pair;
  }

  /// Takes an RTCP packet from the RTP port.
  void takeControl(byte[] packet, int length, InetSocketAddress from) {
    if (control.remainingCapacity() > 0) {
      control.offer(new Control(from, Arrays.copyOf(packet, length)));
    }
  }

  /// The next RTCP packet from the RTP port. For the control thread.
  @Nullable Control nextControl() {
    return control.poll();
  }

  private void send(byte[] octets, int offset, int length) throws IOException {
    var to = wire;
    if (to != null && !to.getAddress().isAnyLocalAddress()) {
      send(octets, offset, length, to);
    }
  }

  private void send(byte[] octets, int offset, int length, InetSocketAddress to)
      throws IOException {
    channel.send(ByteBuffer.wrap(octets, offset, length), to);
  }

  /// Handshakes end on a thread of their own; one that is no longer wanted is passed over.
  private final class Outcome implements DtlsSession.Outcome {
    private final DtlsPeer peer;

    Outcome(DtlsPeer peer) {
      this.peer = peer;
    }

    private boolean stillWanted() {
      var now = session;
      return !closed && now != null && now.peer().equals(peer);
    }

    @Override
    public void keyed(SrtpKeys agreed) {
      synchronized (Beside.this) {
        if (!stillWanted()) {
          return;
        }
        keys = agreed;
        learning = false;
      }
      again.run();
    }

    @Override
    public void failed(String reason) {
      synchronized (Beside.this) {
        if (!stillWanted()) {
          return;
        }
      }
      failed.accept("DTLS: " + reason);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    end();
    ice = null;
    control.clear();
  }
}
