package io.patchbay.trunk.sdp;

import org.jspecify.annotations.Nullable;

/// The peer's side of a stream as negotiated.
///
/// @param payloadType sent and accepted
/// @param telephoneEvent payload type of RFC 4733; 0: not negotiated
/// @param ptimeMs to send, 10 to 60
/// @param direction seen from our side
/// @param carriage plain or SRTP
/// @param fax null: none
public record RemoteMedia(
    String address,
    int port,
    Codec codec,
    int payloadType,
    int telephoneEvent,
    int ptimeMs,
    Direction direction,
    Carriage carriage,
    @Nullable Fax fax) {
  /// Audio as it is.
  public RemoteMedia(
      String address,
      int port,
      Codec codec,
      int payloadType,
      int telephoneEvent,
      int ptimeMs,
      Direction direction,
      Carriage carriage) {
    this(address, port, codec, payloadType, telephoneEvent, ptimeMs, direction, carriage, null);
  }

  /// Plain RTP.
  public RemoteMedia(
      String address,
      int port,
      Codec codec,
      int payloadType,
      int telephoneEvent,
      int ptimeMs,
      Direction direction) {
    this(address, port, codec, payloadType, telephoneEvent, ptimeMs, direction, Carriage.PLAIN);
  }

  /// The same, in the DTLS roles of what was agreed before where the peer leaves them to us.
  public RemoteMedia like(@Nullable RemoteMedia before) {
    Dtls next = carriage.dtls();
    Dtls last = before == null ? null : before.carriage.dtls();
    return next == null || last == null
        ? this
        : new RemoteMedia(
            address,
            port,
            codec,
            payloadType,
            telephoneEvent,
            ptimeMs,
            direction,
            new Carriage(
                carriage.profile(),
                carriage.crypto(),
                next.like(last),
                carriage.rtcpMux(),
                carriage.peerFragment()),
            fax);
  }

  /// Is it T.38 in place of audio?
  public boolean t38() {
    return fax != null && fax.t38();
  }

  /// G.711, which a modem's signals pass.
  public boolean clear() {
    return codec.encoding() == Encoding.PCMA || codec.encoding() == Encoding.PCMU;
  }

  /// The same stream with a fax or without.
  public RemoteMedia with(@Nullable Fax other) {
    return new RemoteMedia(
        address, port, codec, payloadType, telephoneEvent, ptimeMs, direction, carriage, other);
  }

  /// On hold: the peer does not want to hear us, or says where to nowhere (RFC 3264 §8.4).
  public boolean held() {
    return !direction.sends();
  }
}
