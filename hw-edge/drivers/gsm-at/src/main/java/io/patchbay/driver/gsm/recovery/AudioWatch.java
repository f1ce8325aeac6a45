package io.patchbay.driver.gsm.recovery;

import java.time.Duration;

/// Whether a modem's audio is dead: somebody reads in a call, and nothing comes.
public final class AudioWatch {
  private static final long DEAD = Duration.ofSeconds(10).toNanos();
  private static final int LEAST_READS = 20;

  private boolean watching;
  private long since;
  private long heard;
  private long reads;

  /// Looks on.
  ///
  /// @param call whether a call is through
  /// @param heardNow octets that ever came
  /// @param readsNow how often anybody tried to read
  /// @return whether nothing came for ten seconds although somebody read
  public boolean dead(boolean call, long heardNow, long readsNow, long at) {
    if (!call) {
      watching = false;
      return false;
    }
    boolean alive = heardNow != heard || at - since < 0;
    if (!watching || alive) {
      watching = true;
      since = at;
      heard = heardNow;
      reads = readsNow;
      return false;
    }
    return at - since >= DEAD && readsNow - reads >= LEAST_READS;
  }
}
