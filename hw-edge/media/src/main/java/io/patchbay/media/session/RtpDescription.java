package io.patchbay.media.session;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Consumer;

/// The negotiated media of one RTP termination, as in SDP (RFC 8866, RFC 3264).
///
/// @param remote where to send; the address `0.0.0.0` means hold (RFC 3264 §8.4)
/// @param sendPayloadType payload type of the audio we send; a key of `payloadTypes`
/// @param payloadTypes accepted payload types and what they stand for, as
///   [io.patchbay.media.codec.Format] is written: `PCMU`, `iLBC;mode=20`; with `CN` silence is
///   suppressed (RFC 3389); `telephone-event/48000` tells the clock of events
/// @param telephoneEventPayloadType RFC 4733 as we send it, or −1 for in-band digits
/// @param ptimeMillis packet length we send, 10 to 60, multiple of 10, rounded up to whole frames
///   of the codec; any is received
/// @param direction seen from us: `SENDONLY` = we send, the peer does not
/// @param symmetric send to where packets come from (RFC 4961), not to where SDP says
/// @param rtcp send RTCP reports
/// @param dtmf what becomes of digits received by RFC 4733
/// @param transport keys, play-out delay, time limit and marking
public record RtpDescription(
    InetSocketAddress remote,
    int sendPayloadType,
    Map<Integer, String> payloadTypes,
    int telephoneEventPayloadType,
    int ptimeMillis,
    Direction direction,
    boolean symmetric,
    boolean rtcp,
    DtmfRelay dtmf,
    RtpTransport transport) {

  /// RFC 8866 §6.7, from our side.
  public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /// Whether we send audio.
    public boolean sends() {
      return this == SENDRECV || this == SENDONLY;
    }

    /// Whether we listen to audio.
    public boolean receives() {
      return this == SENDRECV || this == RECVONLY;
    }
  }

  /// Checks ranges and copies the map.
  public RtpDescription {
    requireNonNull(direction, "direction");
    requireNonNull(dtmf, "dtmf");
    requireNonNull(transport, "transport");
    payloadTypes = Map.copyOf(payloadTypes);
    if (remote.isUnresolved() || remote.getPort() == 0) {
      throw new IllegalArgumentException(
          "remote address " + remote + " is not an address and a port");
    }
    if (!payloadTypes.containsKey(sendPayloadType)) {
      throw new IllegalArgumentException(
          "payload type " + sendPayloadType + " is not among " + payloadTypes);
    }
    payloadTypes.forEach((type, format) -> {
      boolean twice = type == telephoneEventPayloadType && !format.startsWith("telephone-event");
      if (type < 0 || type > 127 || twice) {
        throw new IllegalArgumentException(
            "payload type " + type + " is out of range or used twice");
      }
    });
    if (telephoneEventPayloadType < -1 || telephoneEventPayloadType > 127) {
      throw new IllegalArgumentException(
          "telephone-event payload type " + telephoneEventPayloadType);
    }
    if (ptimeMillis < 10 || ptimeMillis > 60 || ptimeMillis % 10 != 0) {
      throw new IllegalArgumentException("ptime " + ptimeMillis + " is not 10, 20, … 60 ms");
    }
  }

  /// Plain RTP as the engine's settings say.
  public RtpDescription(
      InetSocketAddress remote,
      int sendPayloadType,
      Map<Integer, String> payloadTypes,
      int telephoneEventPayloadType,
      int ptimeMillis,
      Direction direction,
      boolean symmetric,
      boolean rtcp,
      DtmfRelay dtmf) {
    this(
        remote,
        sendPayloadType,
        payloadTypes,
        telephoneEventPayloadType,
        ptimeMillis,
        direction,
        symmetric,
        rtcp,
        dtmf,
        RtpTransport.PLAIN);
  }

  /// PCMU and PCMA accepted, PCMU sent, telephone-event 101, 20 ms, both ways, symmetric, RTCP on.
  public static RtpDescription pcmu(InetSocketAddress remote) {
    return new RtpDescription(
        remote,
        0,
        Map.of(0, "PCMU", 8, "PCMA"),
        101,
        20,
        Direction.SENDRECV,
        true,
        true,
        DtmfRelay.EVENT_ONLY);
  }

  /// The same with PCMA sent.
  public static RtpDescription pcma(InetSocketAddress remote) {
    return pcmu(remote).withSendPayloadType(8);
  }

  /// The same carried in another way.
  public RtpDescription withTransport(RtpTransport other) {
    return but(copy -> copy.transport = other);
  }

  /// The same with another payload type sent.
  public RtpDescription withSendPayloadType(int type) {
    return but(copy -> copy.sendPayloadType = type);
  }

  /// The same with another packet length.
  public RtpDescription withPtimeMillis(int millis) {
    return but(copy -> copy.ptimeMillis = millis);
  }

  /// The same with another direction.
  public RtpDescription withDirection(Direction other) {
    return but(copy -> copy.direction = other);
  }

  /// The same with telephone-event at another payload type, −1 = not negotiated.
  public RtpDescription withTelephoneEvent(int type) {
    return but(copy -> copy.telephoneEventPayloadType = type);
  }

  /// The same with symmetric RTP on or off.
  public RtpDescription withSymmetric(boolean on) {
    return but(copy -> copy.symmetric = on);
  }

  /// The same with RTCP reports sent or not.
  public RtpDescription withRtcp(boolean on) {
    return but(copy -> copy.rtcp = on);
  }

  /// The same with another treatment of received digits.
  public RtpDescription withDtmf(DtmfRelay relay) {
    return but(copy -> copy.dtmf = relay);
  }

  private RtpDescription but(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.build();
  }

  /// The only place that copies field by field.
  private static final class Copy {
    private final InetSocketAddress remote;
    private int sendPayloadType;
    private final Map<Integer, String> payloadTypes;
    private int telephoneEventPayloadType;
    private int ptimeMillis;
    private Direction direction;
    private boolean symmetric;
    private boolean rtcp;
    private DtmfRelay dtmf;
    private RtpTransport transport;

    Copy(RtpDescription from) {
      remote = from.remote;
      sendPayloadType = from.sendPayloadType;
      payloadTypes = from.payloadTypes;
      telephoneEventPayloadType = from.telephoneEventPayloadType;
      ptimeMillis = from.ptimeMillis;
      direction = from.direction;
      symmetric = from.symmetric;
      rtcp = from.rtcp;
      dtmf = from.dtmf;
      transport = from.transport;
    }

    RtpDescription build() {
      return new RtpDescription(
          remote,
          sendPayloadType,
          payloadTypes,
          telephoneEventPayloadType,
          ptimeMillis,
          direction,
          symmetric,
          rtcp,
          dtmf,
          transport);
    }
  }
}
