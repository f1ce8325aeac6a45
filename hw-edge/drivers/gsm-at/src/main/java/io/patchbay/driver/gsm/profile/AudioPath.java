package io.patchbay.driver.gsm.profile;

/// How the voice of a modem comes to this machine.
public enum AudioPath {
  /// Not at all: messages and USSD only, or audio that somebody else takes care of.
  NONE,
  /// PCM on a serial port of its own.
  SERIAL,
  /// A sound card: the modem's own (USB audio class) or one that is wired to it.
  SOUND_CARD
}
