package io.patchbay.driver.gsm.identity;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.serial.SerialLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// The ports of one line: found when they are to be opened, and nobody else's. Thread-safe.
public final class OwnPorts {
  private final String line;
  private final Binding binding;
  private final String audioPort;
  private final Path root;
  private final int baudRate;
  private final SerialLink.Opener opener;
  private final Shared shared;
  private volatile String command = "";

  /// What all lines of the driver have in common.
  public record Shared(PortClaims claims, ModemFinder finder, PortUsers users) {
    public Shared {
      requireNonNull(claims, "claims");
      requireNonNull(finder, "finder");
      requireNonNull(users, "users");
    }
  }

  /// @param audioPort path of the port that carries PCM; empty: found beside the command port
  /// @param root `/`, below which `sys` and `dev` are
  public OwnPorts(
      String line,
      Binding binding,
      String audioPort,
      Path root,
      int baudRate,
      SerialLink.Opener opener,
      Shared shared) {
    this.line = line;
    this.binding = binding;
    this.audioPort = audioPort;
    this.root = root;
    this.baudRate = baudRate;
    this.opener = opener;
    this.shared = shared;
  }

  /// Opens the port that takes commands.
  ///
  /// @throws PortTakenException another line or program has it
  /// @throws IOException it is not there or cannot be opened
  public SerialLink openCommand() throws IOException {
    String path =
        binding instanceof Binding.Port(String named)
            ? named
            : shared.finder().find(binding, line, root, opener, baudRate).command();
    SerialLink link = open(path);
    command = path;
    return link;
  }

  /// Opens the port that carries PCM, once the command port has been open.
  ///
  /// @throws PortTakenException another line or program has it
  /// @throws IOException it is not there or cannot be opened
  public SerialLink openAudio() throws IOException {
    if (!audioPort.isEmpty()) {
      return open(audioPort);
    }
    if (command.isEmpty()) {
      throw new IOException("the modem of the audio port is not known yet");
    }
    return open(ModemFinder.audioBeside(command, root));
  }

  /// The command port last opened; the one named in the settings before.
  public String command() {
    return command.isEmpty() && binding instanceof Binding.Port(String named) ? named : command;
  }

  /// What the driver is bound to.
  public Binding binding() {
    return binding;
  }

  private SerialLink open(String path) throws IOException {
    Path named = Path.of(path);
    if (!Files.exists(named)) {
      throw new IOException("serial port " + path + " does not exist");
    }
    String real = named.toRealPath().toString();
    String holder = shared.claims().claim(real, line);
    if (!holder.isEmpty()) {
      throw new PortTakenException("port " + path + " belongs to " + holder);
    }
    boolean done = false;
    try {
      var user = shared.users().of(real);
      if (user.isPresent()) {
        throw new PortTakenException(user.get());
      }
      SerialLink link = new Claimed(opener.open(path, baudRate), real);
      done = true;
      return link;
    } finally {
      if (!done) {
        shared.claims().release(real, line);
      }
    }
  }

  /// Gives the port back when it is closed.
  private final class Claimed implements SerialLink {
    private final SerialLink link;
    private final String real;
    private final AtomicBoolean closed = new AtomicBoolean();

    Claimed(SerialLink link, String real) {
      this.link = link;
      this.real = real;
    }

    @Override
    public int read(byte[] octets, int offset, int length) {
      return link.read(octets, offset, length);
    }

    @Override
    public int available() {
      return link.available();
    }

    @Override
    public boolean write(byte[] octets, int length) {
      return link.write(octets, length);
    }

    @Override
    public void close() {
      link.close();
      if (closed.compareAndSet(false, true)) {
        shared.claims().release(real, line);
      }
    }
  }
}
