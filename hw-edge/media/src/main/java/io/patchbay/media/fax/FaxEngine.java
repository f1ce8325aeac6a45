package io.patchbay.media.fax;

import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.CodecMissingException;
import io.patchbay.media.fax.worker.FaxWire;
import io.patchbay.media.fax.worker.FaxWorkerMain;
import io.patchbay.media.fax.worker.GatewaySettings;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The process with the fax modems: started with the edge, started anew when it ends. What it does
/// wrong ends faxes, never a call.
///
/// Threads: `media-fax-in` starts it and reads from it, `media-fax-out` writes to it.
public final class FaxEngine implements AutoCloseable {
  private static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_RESTART_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_CHANNELS = 0x10000;
  private static final Capability OFF =
      new Capability("T.38 gateway", "spandsp", Capability.State.OFF, "", "");

  /// No gateway.
  public static final FaxEngine NONE = new FaxEngine(List.of(), OFF);

  private final List<String> command;
  private final ConcurrentHashMap<Integer, FaxChannel> channels = new ConcurrentHashMap<>();
  private final AtomicInteger starts = new AtomicInteger();
  private final Thread reader =
      Thread.ofPlatform().daemon().name("media-fax-in").unstarted(this::read);
  private final Thread writer =
      Thread.ofPlatform().daemon().name("media-fax-out").unstarted(this::write);
  private volatile Capability capability;
  private volatile @Nullable Process process;
  private volatile @Nullable DataOutputStream out;
  private volatile boolean closed;
  private boolean begun;
  private int lastNumber;

  private FaxEngine(List<String> command, Capability capability) {
    this.command = List.copyOf(command);
    this.capability = capability;
  }

  /// The command of the process: the same Java and class path as here, 64 MB.
  public static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx64m",
        "-cp",
        System.getProperty("java.class.path"),
        FaxWorkerMain.class.getName());
  }

  /// Looks for the library, calls nothing of it, and has the process started at the first fax.
  ///
  /// @param command of the process
  public static FaxEngine of(List<String> command) {
    try {
      FaxWorkerMain.require();
    } catch (CodecMissingException missing) {
      return new FaxEngine(
          command, state(missing.state(), String.valueOf(missing.getMessage()), missing.hint()));
    }
    return new FaxEngine(command, state(Capability.State.AVAILABLE, "", ""));
  }

  /// Whether there is a gateway, and what to install where not.
  public Capability capability() {
    return capability;
  }

  /// The process while it runs, for what looks after it.
  public Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).map(Process::toHandle);
  }

  /// How often the process was started anew.
  public int restarts() {
    return Math.max(0, starts.get() - 1);
  }

  /// Frames that the modems were given and have not answered, of the call that waits longest.
  public long behind() {
    long most = 0;
    for (var channel : channels.values()) {
      most = Math.max(most, channel.behind());
    }
    return most;
  }

  /// Opens the modems of a call.
  ///
  /// @throws CodecMissingException there is no gateway
  public FaxChannel open(GatewaySettings settings) {
    var now = capability;
    if (!now.available()) {
      throw new CodecMissingException(now.state(), now.toString(), now.hint());
    }
    synchronized (channels) {
      if (!begun) {
        begun = true;
        reader.start();
        writer.start();
      }
      if (channels.size() >= MAX_CHANNELS / 2) {
        throw new IllegalStateException(channels.size() + " faxes at a time");
      }
      do {
        lastNumber = (lastNumber + 1) % MAX_CHANNELS;
      } while (channels.containsKey(lastNumber));
      var channel = new FaxChannel(this, lastNumber, settings);
      channels.put(lastNumber, channel);
      return channel;
    }
  }

  /// Ends the process and all faxes.
  @Override
  public void close() {
    closed = true;
    var running = process;
    if (running != null) {
      running.destroy();
    }
    wake();
    LockSupport.unpark(reader);
  }

  void wake() {
    LockSupport.unpark(writer);
  }

  void closed() {
    wake();
  }

  /// Ends a process that does not answer; another one is started.
  void stuck() {
    var running = process;
    if (running != null) {
      Thread.ofVirtual().start(running::destroyForcibly);
    }
  }

  private static Capability state(Capability.State state, String detail, String hint) {
    return new Capability("T.38 gateway", "spandsp", state, detail, hint);
  }

  private void read() {
    long pause = RESTART_NANOS;
    while (!closed) {
      starts.incrementAndGet();
      try {
        var started =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process = started;
        if (closed) {
          started.destroy();
        }
        messages(started);
      } catch (IOException ended) {
        pause = out == null ? Math.min(2 * pause, MAX_RESTART_NANOS) : RESTART_NANOS;
      }
      lost();
      if (capability.state() == Capability.State.MISSING
          || capability.state() == Capability.State.SYMBOL_MISMATCH) {
        return;
      }
      if (!closed) {
        LockSupport.parkNanos(this, pause);
      }
    }
  }

  private void messages(Process started) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(started.getInputStream(), 1 << 16));
    byte[] octets = new byte[FaxWire.MAX_LENGTH];
    while (true) {
      int kind = in.readUnsignedByte();
      var channel = channels.get(in.readUnsignedShort());
      int length = in.readUnsignedShort();
      if (length > octets.length) {
        throw new IOException("message of " + length + " octets");
      }
      if (kind == FaxWire.MISSING) {
        capability = state(Capability.State.valueOf(in.readUTF()), in.readUTF(), in.readUTF());
        return;
      }
      in.readFully(octets, 0, length);
      if (kind == FaxWire.READY) {
        out = new DataOutputStream(new BufferedOutputStream(started.getOutputStream(), 1 << 16));
        wake();
      } else if (channel != null) {
        message(kind, channel, octets, length);
      }
    }
  }

  private static void message(int kind, FaxChannel channel, byte[] octets, int length) {
    if (kind == FaxWire.AUDIO) {
      channel.audio.offer(0, octets, 0, length);
      channel.answered();
    } else if (kind == FaxWire.PACKET && length > 1) {
      channel.packets.offer(octets[0], octets, 1, length - 1);
    } else if (kind == FaxWire.FIGURES && length == 9) {
      channel.figures(new FaxFigures(number(octets, 0), octets[4] != 0, number(octets, 5), false));
    }
  }

  private static int number(byte[] octets, int at) {
    return ByteBuffer.wrap(octets).getInt(at);
  }

  /// The process is gone, and every fax with it.
  private void lost() {
    out = null;
    synchronized (channels) {
      channels.values().forEach(FaxChannel::breaks);
      channels.clear();
    }
  }

  private void write() {
    byte[] octets = new byte[FaxWire.MAX_LENGTH];
    var opened = ConcurrentHashMap.<FaxChannel>newKeySet();
    while (!closed) {
      var to = out;
      boolean busy = false;
      if (to != null) {
        try {
          for (var channel : channels.values()) {
            if (opened.add(channel)) {
              open(to, channel);
            }
            busy |= drain(to, channel, octets);
          }
          opened.removeIf(FaxChannel::broken);
          for (var channel : opened) {
            if (channel.closed() && opened.remove(channel)) {
              header(to, FaxWire.CLOSE, channel, 0);
              channels.remove(channel.number, channel);
            }
          }
          to.flush();
        } catch (IOException gone) {
          out = null; // the reader hears of it, too
        }
      }
      if (!busy) {
        LockSupport.park(this);
      }
    }
  }

  private static boolean drain(DataOutputStream to, FaxChannel channel, byte[] octets)
      throws IOException {
    boolean some = false;
    for (int length = channel.down.poll(octets); length >= 0; length = channel.down.poll(octets)) {
      header(to, channel.down.number(), channel, length);
      to.write(octets, 0, length);
      some = true;
    }
    return some;
  }

  private static void open(DataOutputStream to, FaxChannel channel) throws IOException {
    var settings = new ByteArrayOutputStream();
    channel.settings.write(new DataOutputStream(settings));
    header(to, FaxWire.OPEN, channel, settings.size());
    settings.writeTo(to);
  }

  private static void header(DataOutputStream to, int kind, FaxChannel channel, int length)
      throws IOException {
    to.writeByte(kind);
    to.writeShort(channel.number);
    to.writeShort(length);
  }
}
