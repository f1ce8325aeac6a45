package io.patchbay.simulator.sound;

/// Something that listens, 20 ms at a time.
public interface Ear {
  /// Hears the next 20 ms.
  ///
  /// @param frame 160 samples, 16-bit linear, 8 kHz mono; must not be kept
  void hear(short[] frame);

  /// Nothing more will be heard.
  default void close() {}
}
