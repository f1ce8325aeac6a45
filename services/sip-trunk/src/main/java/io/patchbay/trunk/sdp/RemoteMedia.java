package io.patchbay.trunk.sdp;

/// The peer's side of a stream as negotiated.
///
/// @param payloadType sent and accepted
/// @param telephoneEvent payload type of RFC 4733; 0: not negotiated
/// @param ptimeMs to send, 10 to 60
/// @param direction seen from our side
/// @param carriage plain or SRTP
public record RemoteMedia(
    String address,
    int port,
    Codec codec,
    int payloadType,
    int telephoneEvent,
    int ptimeMs,
    Direction direction,
    Carriage carriage) {
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

  /// On hold: the peer does not want to hear us, or says where to nowhere (RFC 3264 §8.4).
  public boolean held() {
    return !direction.sends();
  }
}
