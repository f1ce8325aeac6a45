package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.identity.OwnPorts;
import io.patchbay.driver.gsm.identity.PortTakenException;
import io.patchbay.driver.gsm.recovery.ReadPace;
import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.driver.gsm.serial.SerialLink;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the command port, reads it, and opens it again after it was lost, with growing pauses.
final class PortKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(PortKeeper.class);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5000;

  private final String line;
  private final OwnPorts ports;
  private final Consumer<SerialLink> attached;
  private final BiConsumer<String, Trouble> detached;
  private final Consumer<byte[]> received;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable SerialLink link;

  /// All three are called on the port's thread: attached, any number of received, detached, and
  /// again.
  ///
  /// @param detached gets the reason and what it is a sign of; also when opening fails, and then
  ///   once for each new reason
  PortKeeper(
      String line,
      OwnPorts ports,
      Consumer<SerialLink> attached,
      BiConsumer<String, Trouble> detached,
      Consumer<byte[]> received,
      LongSupplier nanoTime) {
    this.line = line;
    this.ports = ports;
    this.attached = attached;
    this.detached = detached;
    this.received = received;
    this.nanoTime = nanoTime;
    thread = Thread.ofPlatform().daemon().name("gsm-" + line + "-rx").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Drops the port; the thread opens it again.
  void reopen() {
    SerialLink now = link;
    if (now != null) {
      now.close();
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    String told = "";
    while (!closed()) {
      String reason;
      Trouble trouble = Trouble.PORT_GONE;
      try (SerialLink opened = ports.openCommand()) {
        link = opened;
        if (closed()) {
          return;
        }
        attached.accept(opened);
        told = "";
        if (readUntilGone(opened)) {
          pause = FIRST_PAUSE_MILLIS;
        }
        reason = "command port " + ports.command() + " is gone";
      } catch (PortTakenException e) {
        reason = String.valueOf(e.getMessage());
        trouble = Trouble.PORT_TAKEN;
      } catch (IOException e) {
        reason = String.valueOf(e.getMessage());
      }
      link = null;
      if (!closed() && !reason.equals(told)) {
        LOG.warn("line {}: {}", line, reason);
        detached.accept(reason, trouble);
        told = reason;
      }
      if (!pause(pause)) {
        return;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /// Whether anything was ever read: only then is the next try made soon.
  private boolean readUntilGone(SerialLink from) {
    byte[] octets = new byte[1024];
    boolean any = false;
    ReadPace pace = new ReadPace(nanoTime.getAsLong());
    while (!closed()) {
      int n = from.read(octets, 0, octets.length);
      if (n < 0) {
        return any;
      }
      if (n > 0) {
        any = true;
        received.accept(Arrays.copyOf(octets, n));
        long wait = pace.read(n, nanoTime.getAsLong());
        if (wait > 0) {
          LockSupport.parkNanos(this, wait);
        }
      }
    }
    return any;
  }

  private boolean pause(long millis) {
    try {
      return !closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  void close() {
    closing.countDown();
    reopen();
  }
}
