package io.patchbay.media.session;

/// Takes the events of one termination.
@FunctionalInterface
public interface MediaEventSink {
  /// Called on a media thread, in order: must not block, must not call back into the engine other
  /// than by the asynchronous methods. Hand over to a mailbox. What it throws is counted and
  /// dropped.
  void accept(MediaEvent event);
}
