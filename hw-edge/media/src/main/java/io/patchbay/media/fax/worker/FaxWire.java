package io.patchbay.media.fax.worker;

/// What is said between the edge and the process of the modems: one message after the other, each
/// with a kind (1 octet), a channel (2), a length (2) and its octets; numbers are big-endian.
///
/// | kind | direction | octets |
/// |---|---|---|
/// | [#OPEN] | down | [GatewaySettings] |
/// | [#AUDIO] | both | 160 samples, little-endian; each one down is answered by one up |
/// | [#PACKET] | down | sequence number (2), IFP packet |
/// | [#PACKET] | up | how often it is to be sent (1), IFP packet |
/// | [#CLOSE] | down | none |
/// | [#READY] | up | none; the library is there. First message |
/// | [#MISSING] | up | name of a `Capability.State`, detail and hint, each modified UTF-8. Only message |
/// | [#FIGURES] | up | bit rate (4), error correction (1), pages (4), whenever one changes |
public final class FaxWire {
  public static final int OPEN = 'O';
  public static final int AUDIO = 'A';
  public static final int PACKET = 'P';
  public static final int CLOSE = 'C';
  public static final int READY = 'R';
  public static final int MISSING = 'M';
  public static final int FIGURES = 'F';

  /// Octets of a frame of audio.
  public static final int AUDIO_OCTETS = 320;

  /// Longest message.
  public static final int MAX_LENGTH = 1024;

  private FaxWire() {}
}
