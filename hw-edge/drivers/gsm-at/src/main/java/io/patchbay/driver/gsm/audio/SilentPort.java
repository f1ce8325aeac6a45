package io.patchbay.driver.gsm.audio;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The audio of a line without any: no clock, no frames.
public final class SilentPort implements ModemAudio {
  private volatile boolean closed;

  @Override
  public boolean clocked() {
    return false;
  }

  @Override
  public int read(short[] frame) {
    return closed ? -1 : 0;
  }

  @Override
  public void write(short[] frame) {}

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void start() {}

  @Override
  public long heard() {
    return 0;
  }

  @Override
  public long reads() {
    return 0;
  }

  @Override
  public String trouble() {
    return "";
  }

  @Override
  public void gain(double toNetworkDb, double fromNetworkDb) {}

  @Override
  public void inCall(boolean up) {}

  @Override
  public void talk(@Nullable Talk talk) {}

  @Override
  public Map<String, Long> counts() {
    return Map.of();
  }
}
