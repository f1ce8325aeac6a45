package io.patchbay.media.session;

/// What becomes of a digit heard from the outside, besides its event.
public enum DtmfRelay {
  /// The event only; the other members hear silence instead (SIP INFO, AT+VTS).
  EVENT_ONLY,
  /// The other members hear the tone.
  INBAND,
  /// The other members get it by RFC 4733 where they negotiated it, else as a tone.
  TELEPHONE_EVENT
}
