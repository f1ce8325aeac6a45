package io.patchbay.standalone.migrate;

/// A file that cannot be taken over; says where and why.
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MigrationException(String message) {
    super(message);
  }
}
