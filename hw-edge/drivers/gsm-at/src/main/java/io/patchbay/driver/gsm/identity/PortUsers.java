package io.patchbay.driver.gsm.identity;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which other program uses a serial port: by its open files in `/proc`, as far as they may be
/// seen, and by lock files.
///
/// @param root `/`; the tests have another
/// @param self our own process
public record PortUsers(Path root, long self) {
  private static final String TERMINALS = "/dev/pts/";
  private static final List<String> LOCKS = List.of("run/lock", "var/lock");

  public PortUsers {
    requireNonNull(root, "root");
  }

  /// Who has it, with the remedy; a pseudo-terminal has two ends and is anybody's.
  ///
  /// @param port its real path
  public Optional<String> of(String port) {
    if (port.startsWith(TERMINALS)) {
      return Optional.empty();
    }
    Optional<String> pid = openedBy(port).or(() -> lockedBy(port));
    return pid.map(found -> words(port, found, name(found)));
  }

  private static String words(String port, String pid, String program) {
    boolean manager = program.toLowerCase(Locale.ROOT).startsWith("modemmanager");
    String remedy =
        manager
            ? "stop it (systemctl disable --now ModemManager), or keep it off this modem by the"
                + " udev rule ENV{ID_MM_DEVICE_IGNORE}=\"1\""
            : "stop it";
    return "port " + port + " is in use by " + program + " (process " + pid + "): " + remedy;
  }

  private Optional<String> openedBy(String port) {
    try (DirectoryStream<Path> processes =
        Files.newDirectoryStream(root.resolve("proc"), "[0-9]*")) {
      for (Path process : processes) {
        String pid = String.valueOf(process.getFileName());
        if (!pid.equals(Long.toString(self)) && hasOpen(process.resolve("fd"), port)) {
          return Optional.of(pid);
        }
      }
    } catch (IOException hidden) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean hasOpen(Path descriptors, String port) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(descriptors)) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).toString().equals(port)) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException hidden) {
      return false; // somebody else's, or over
    }
    return false;
  }

  /// `LCK..ttyUSB2` with the number of a process that lives.
  private Optional<String> lockedBy(String port) {
    for (String directory : LOCKS) {
      Path lock = root.resolve(directory).resolve("LCK.." + Path.of(port).getFileName());
      try {
        String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
        boolean other = pid.matches("[0-9]{1,10}") && !pid.equals(Long.toString(self));
        if (other && Files.exists(root.resolve("proc").resolve(pid))) {
          return Optional.of(pid);
        }
      } catch (IOException unreadable) {
        // nobody's
      }
    }
    return Optional.empty();
  }

  private String name(String pid) {
    try {
      return Files.readString(root.resolve("proc").resolve(pid).resolve("comm")).strip();
    } catch (IOException hidden) {
      return "another program";
    }
  }
}
