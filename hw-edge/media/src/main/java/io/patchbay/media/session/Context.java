package io.patchbay.media.session;

/// Terminations that hear each other (H.248.1 §6.1): two straight through, more by mix-minus.
///
/// Methods may be called from any thread and return at once.
public interface Context extends AutoCloseable {
  /// Adds a termination; one that is in another context leaves that first.
  ///
  /// @throws IllegalStateException when the context or the termination is closed
  void join(Termination termination);

  /// Takes a termination out; one that is not here is left alone. It stays open.
  void leave(Termination termination);

  /// Takes everything out and ends the context. The terminations stay open. Idempotent.
  @Override
  void close();
}
