package io.patchbay.line;

/// The audio of one line in frames of 20 ms: 160 samples, 16-bit linear, 8 kHz mono.
public interface AudioPort {
  /// Samples in a frame.
  int FRAME_SAMPLES = 160;

  /// True when the hardware has a clock of its own: [#read] blocks until a frame has come, and the
  /// thread that reads is the master of the line's context. False: [#read] never blocks.
  boolean clocked();

  /// Reads one frame from the line.
  ///
  /// Clocked ports block for a frame, at most about 100 ms; they return 0 when none came (the
  /// caller decides what to play instead) and -1 once the line is closed. One reader at a time.
  ///
  /// @param frame 160 samples, filled when the result is 160
  /// @return 160, 0 (no frame now) or -1 (closed)
  int read(short[] frame);

  /// Writes one frame to the line; never blocks. What the hardware cannot take is dropped and
  /// counted. On a clocked port the caller writes one frame for each frame read.
  ///
  /// @param frame 160 samples
  void write(short[] frame);
}
