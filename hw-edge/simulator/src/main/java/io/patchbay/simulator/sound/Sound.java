package io.patchbay.simulator.sound;

/// Something that can be heard, 20 ms at a time.
public interface Sound {
  /// Samples in a frame of 20 ms at 8 kHz.
  int FRAME = 160;

  /// Fills the next 20 ms.
  ///
  /// @param frame 160 samples, 16-bit linear, 8 kHz mono; all of it is overwritten
  void next(short[] frame);

  /// True once the sound has come to its end; from then on it is silent.
  default boolean over() {
    return false;
  }

  /// No sound at all, for ever.
  static Sound silence() {
    return frame -> java.util.Arrays.fill(frame, (short) 0);
  }
}
