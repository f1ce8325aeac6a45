package io.patchbay.edge.context;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.Signal;
import io.patchbay.media.codec.CodecMissingException;
import io.patchbay.media.session.DtmfRelay;
import io.patchbay.media.session.RtpDescription.Direction;
import io.patchbay.media.session.RtpTermination;
import io.patchbay.proto.cdr.v1.RtpQuality;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.RtpLocal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The RTP termination of one SIP leg. For the mailbox thread.
public final class RtpPort {
  private static final int DEFAULT_PTIME = 20;

  private final RtpTermination termination;
  private final Tones tones;
  private io.patchbay.media.session.@Nullable RtpDescription current;
  private final LocalKeys keys;
  private final PortIdentity identity;
  private DtmfRelay relay = DtmfRelay.EVENT_ONLY;
  private boolean flash;

  /// @param keys of ours, for SRTP
  /// @param identity of ours, for DTLS and ICE
  RtpPort(RtpTermination termination, Tones tones, LocalKeys keys, PortIdentity identity) {
    this.termination = requireNonNull(termination, "termination");
    this.tones = requireNonNull(tones, "tones");
    this.keys = requireNonNull(keys, "keys");
    this.identity = requireNonNull(identity, "identity");
  }

  public RtpTermination termination() {
    return termination;
  }

  /// Address and port for SDP.
  public RtpLocal local() {
    var address = termination.localAddress();
    var local =
        RtpLocal.newBuilder()
            .setAddress(address.getAddress().getHostAddress())
            .setPort(address.getPort())
            .addAllSrtp(keys.all());
    identity.tell(local);
    return local.build();
  }

  /// Sets the peer's side.
  ///
  /// @throws IllegalArgumentException naming the value at fault
  public void configure(RtpDescription remote) {
    if (remote.hasT38()) {
      fax(remote);
      return;
    }
    var next = describe(remote);
    termination.configure(next);
    current = next;
    flash = remote.getDtmfFlash();
    termination.digits(Ways.of(remote));
    termination.detectFax(remote.getFaxTones());
  }

  private void fax(RtpDescription remote) {
    checkPort(remote.getPort());
    try {
      termination.fax(Faxes.of(remote));
    } catch (CodecMissingException missing) {
      throw new IllegalArgumentException(missing.getMessage(), missing);
    }
    current = null;
  }

  /// A hook flash goes out, and one that comes in is taken.
  public boolean flash() {
    return flash;
  }

  /// What becomes of digits received by RFC 4733, besides their event.
  public void relay(DtmfRelay next) {
    if (relay != next) {
      relay = next;
      var now = current;
      if (now != null) {
        current = now.withDtmf(next);
        termination.configure(current);
      }
    }
  }

  public void play(Signal signal) {
    termination.play(tones.tone(signal));
  }

  /// What was sent and received, also after the end.
  public RtpQuality quality() {
    var now = termination.statistics();
    var fax = termination.faxFigures();
    return RtpQuality.newBuilder()
        .setPacketsSent(now.packetsSent())
        .setPacketsReceived(now.packetsReceived())
        .setPacketsLost(now.lost())
        .setJitterMs(now.jitterMillis())
        .setPacketsForeign(now.foreign())
        .setLongestGapMs((int) Math.min(Integer.MAX_VALUE, now.maxGapMillis()))
        .setSrtpSuite(termination.suite())
        .setPacketsForged(now.forged())
        .setPacketsReplayed(now.replayed())
        .setPacketsLate(now.late())
        .setRoundTripMs(Math.max(0, now.roundTripMillis()))
        .setRFactor(now.rating())
        .setMos(now.mos())
        .setRemoteMos(now.remoteMos())
        .setFaxBitRate(fax.bitRate())
        .setFaxEcm(fax.errorCorrection())
        .setFaxPages(fax.pages())
        .setFaxLost(fax.lost())
        .build();
  }

  public void close() {
    termination.close();
  }

  private io.patchbay.media.session.RtpDescription describe(RtpDescription remote) {
    int port = remote.getPort();
    checkPort(port);
    int events = remote.getTelephoneEventPayloadType();
    var types = AudioFormats.of(remote);
    return new io.patchbay.media.session.RtpDescription(
        new InetSocketAddress(InetAddress.ofLiteral(remote.getAddress()), port),
        remote.getPayloadType(),
        types,
        events == 0 ? -1 : events,
        remote.getPtimeMs() == 0 ? DEFAULT_PTIME : remote.getPtimeMs(),
        direction(remote.getDirection()),
        remote.getSymmetric(),
        true,
        relay,
        Transports.of(remote, keys).with(identity.with(remote)));
  }

  private static void checkPort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("remote port " + port + " is not within 1-65535");
    }
  }

  private static Direction direction(String word) {
    return switch (word) {
      case "", "sendrecv" -> Direction.SENDRECV;
      case "sendonly" -> Direction.SENDONLY;
      case "recvonly" -> Direction.RECVONLY;
      case "inactive" -> Direction.INACTIVE;
      default -> throw new IllegalArgumentException("direction '" + word + "' is not known");
    };
  }
}
