package io.patchbay.driver.gsm.identity;

import static java.util.Objects.requireNonNull;

import io.patchbay.driver.gsm.serial.SerialLink;
import io.patchbay.driver.gsm.usb.UsbDevice;
import io.patchbay.driver.gsm.usb.UsbTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds a line's modem among those that are plugged in, by sysfs and by asking those that nobody
/// has. One for all lines of the driver: each modem is asked once, and again when it started anew
/// or half a minute is over; one that was known by its IMEI stays known until it starts anew.
/// Thread-safe; a search may take seconds.
public final class ModemFinder {
  private static final Logger LOG = LoggerFactory.getLogger(ModemFinder.class);
  private static final long FRESH = 30_000_000_000L;
  private static final long SILENT = 5_000_000_000L;
  private static final String SEARCH = "the search for modems";

  private record Asked(String generation, ModemProbe.Answer answer, String port, long at) {}

  /// Where a modem is.
  ///
  /// @param device its place
  /// @param command path of the port that takes commands
  public record Found(UsbDevice device, String command) {
    public Found {
      requireNonNull(device, "device");
      requireNonNull(command, "command");
    }
  }

  private final PortClaims claims;
  private final LongSupplier nanoTime;
  private final Map<String, Asked> asked = new HashMap<>();

  public ModemFinder(PortClaims claims, LongSupplier nanoTime) {
    this.claims = requireNonNull(claims, "claims");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /// The command port of the modem that a line is bound to.
  ///
  /// @param root `/`, below which `sys` and `dev` are
  /// @param opener opens ports to ask who is there
  /// @throws IOException it is not there; the message says what is
  public synchronized Found find(
      Binding binding, String line, Path root, SerialLink.Opener opener, int baudRate)
      throws IOException {
    UsbTopology topology = new UsbTopology(root.resolve("sys"));
    ModemProbe probe = new ModemProbe(opener, nanoTime, baudRate);
    List<String> others = new ArrayList<>();
    for (UsbDevice device : topology.devices()) {
      if (binding instanceof Binding.ByUsbPath(String place)) {
        if (device.path().equals(place)) {
          return new Found(device, bySheet(device, binding, line, root, probe));
        }
        continue;
      }
      Optional<Asked> who = who(device, binding, line, root, probe);
      if (who.isPresent() && meant(binding, who.get().answer())) {
        return new Found(device, who.get().port());
      }
      others.add(who.map(each -> words(device, each.answer())).orElse(device.path() + " in use"));
    }
    throw new IOException(
        binding.words()
            + " is not attached; "
            + (others.isEmpty() ? "no other is" : "there are " + String.join(", ", others)));
  }

  private static boolean meant(Binding binding, ModemProbe.Answer answer) {
    return switch (binding) {
      case Binding.ByImei _ -> !answer.imei().isEmpty() && binding.allows(answer.imei(), "");
      case Binding.ByIccid _ -> !answer.iccid().isEmpty() && binding.allows("", answer.iccid());
      case Binding.Port _, Binding.ByUsbPath _ -> false;
    };
  }

  private static String words(UsbDevice device, ModemProbe.Answer answer) {
    String imei = answer.imei().isEmpty() ? "silent" : "IMEI " + answer.imei();
    String card = answer.iccid().isEmpty() ? "" : ", SIM " + answer.iccid();
    return device.path() + " (" + imei + card + ")";
  }

  /// Asks a device that no line has; none while one has it.
  private Optional<Asked> who(
      UsbDevice device, Binding binding, String line, Path root, ModemProbe probe) {
    for (String port : device.ports().values()) {
      if (claims.taken(real(root, port), line)) {
        return Optional.empty();
      }
    }
    Asked known = asked.get(device.path());
    long now = nanoTime.getAsLong();
    if (known != null && known.generation().equals(device.generation())) {
      long age = now - known.at();
      boolean itself = binding instanceof Binding.ByImei && meant(binding, known.answer());
      if (itself || age < (known.answer().speaks() ? FRESH : SILENT)) {
        return Optional.of(known);
      }
    }
    Asked fresh = new Asked(device.generation(), new ModemProbe.Answer("", ""), "", now);
    for (String port : candidates(device)) {
      ModemProbe.Answer answer = ask(real(root, port), probe);
      if (answer.speaks()) {
        fresh = new Asked(device.generation(), answer, path(root, port), now);
        break;
      }
    }
    asked.put(device.path(), fresh);
    return Optional.of(fresh);
  }

  private ModemProbe.Answer ask(String port, ModemProbe probe) {
    if (!claims.claim(port, SEARCH).isEmpty()) {
      return new ModemProbe.Answer("", "");
    }
    try {
      return probe.ask(port);
    } catch (IOException e) {
      LOG.debug("{}: {}", port, e.getMessage());
      return new ModemProbe.Answer("", "");
    } finally {
      claims.release(port, SEARCH);
    }
  }

  /// The port that the data names, then all others but that of the audio.
  private static Set<String> candidates(UsbDevice device) {
    Optional<PortLayout> layout = PortLayout.of(device.product());
    Set<String> ports = new LinkedHashSet<>();
    layout.map(PortLayout::command).map(device.ports()::get).ifPresent(ports::add);
    if (ports.isEmpty()) {
      ports.addAll(device.ports().values());
    }
    return ports;
  }

  /// By the data sheet; a product without one is asked port by port.
  private String bySheet(
      UsbDevice device, Binding binding, String line, Path root, ModemProbe probe)
      throws IOException {
    Set<String> candidates = candidates(device);
    if (candidates.size() == 1) {
      return path(root, candidates.iterator().next());
    }
    return who(device, binding, line, root, probe)
        .filter(each -> !each.port().isEmpty())
        .map(Asked::port)
        .orElseThrow(
            () -> new IOException("no port of the USB device at " + device.path() + " speaks AT"));
  }

  /// The port that carries the PCM of the modem whose command port this is.
  ///
  /// @throws IOException there is none; the message names the port
  public static String audioBeside(String command, Path root) throws IOException {
    UsbTopology topology = new UsbTopology(root.resolve("sys"));
    String name = String.valueOf(Path.of(command).getFileName());
    for (UsbDevice device : topology.devices()) {
      if (device.ports().containsValue(name)) {
        String audio =
            PortLayout.of(device.product())
                .map(PortLayout::audio)
                .map(device.ports()::get)
                .orElse("");
        if (!audio.isEmpty()) {
          return path(root, audio);
        }
        throw new IOException(
            "which port of USB product %s carries its audio is not known: name its audio-port"
                .formatted(device.product()));
      }
    }
    throw new IOException("serial port " + command + " is not on USB: name its audio-port");
  }

  private static String path(Path root, String port) {
    return root.resolve("dev").resolve(port).toString();
  }

  private static String real(Path root, String port) {
    Path path = root.resolve("dev").resolve(port);
    try {
      return Files.exists(path) ? path.toRealPath().toString() : path.toString();
    } catch (IOException gone) {
      return path.toString();
    }
  }
}
