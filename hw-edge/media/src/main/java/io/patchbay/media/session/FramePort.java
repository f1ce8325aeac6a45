package io.patchbay.media.session;

/// The audio of one line: 20 ms frames of 160 samples, 16-bit linear, 8 kHz mono.
///
/// The edge adapts a driver's audio port to this. One media thread at a time calls [#read] and
/// [#write].
public interface FramePort extends AutoCloseable {
  /// True: [#read] blocks until the hardware delivers, and the line's own thread is master of its
  /// context. False: [#read] never blocks, and a shared tick asks every 20 ms.
  boolean clocked();

  /// Takes the next frame heard from the line.
  ///
  /// @param frame 160 samples, filled when a frame was there
  /// @return 160 = a frame; 0 = none there now; −1 = the port has ended and will deliver no more
  int read(short[] frame);

  /// Gives one frame to the line. Never blocks for long: drops when the hardware takes no more.
  ///
  /// @param frame 160 samples; valid only during the call
  void write(short[] frame);

  /// Ends the port; a blocked [#read] returns −1. Called by [Termination#close()].
  @Override
  void close();
}
