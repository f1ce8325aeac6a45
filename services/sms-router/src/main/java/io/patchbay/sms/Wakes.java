package io.patchbay.sms;

/// Tells the loops that there is something for them; nothing happens before they run.
final class Wakes {
  private volatile Runnable outbox = () -> {};
  private volatile Runnable sending = () -> {};
  private volatile Runnable door = () -> {};

  void set(Runnable toOutbox, Runnable toSending, Runnable toDoor) {
    outbox = toOutbox;
    sending = toSending;
    door = toDoor;
  }

  /// A message was accepted.
  void accepted() {
    sending.run();
    outbox.run();
  }

  /// Something came in.
  void received() {
    door.run();
    outbox.run();
  }

  /// A message changed.
  void changed() {
    outbox.run();
  }
}
