package io.patchbay.trunk.lease;

import java.io.IOException;
import java.util.List;

/// Where the Leases of this installation are. A write holds only when nobody has written since the
/// version that was read.
interface LeaseStore {
  /// All of them.
  List<Lease> list() throws IOException;

  /// Makes it, or replaces the version it was read in.
  ///
  /// @return as it is written now
  /// @throws Conflict somebody was quicker
  Lease write(Lease lease) throws IOException;

  /// Somebody else has written meanwhile.
  final class Conflict extends IOException {
    private static final long serialVersionUID = 1;

    Conflict(String message) {
      super(message);
    }
  }
}
