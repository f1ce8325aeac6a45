package io.patchbay.edge.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers IMEI and card of each line, and says when another one is there.
///
/// One line of the file for each line of the edge: name, IMEI, ICCID, IMSI, with tabs between. For
/// one thread; the file is written by another.
public final class Inventory {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
  private static final int FIELDS = 4;
  private static final int MOST_LINES = 10_000;

  /// What a line had when people last knew of it.
  record Known(String imei, String iccid, String imsi) {
    Known {
      requireNonNull(imei, "imei");
      requireNonNull(iccid, "iccid");
      requireNonNull(imsi, "imsi");
    }

    /// The same, with what is new where nothing was known.
    Known or(Known other) {
      return new Known(
          imei.isEmpty() ? other.imei : imei,
          iccid.isEmpty() ? other.iccid : iccid,
          imsi.isEmpty() ? other.imsi : imsi);
    }
  }

  private final Path file;
  private final Executor disk;
  private final Map<String, Known> lines;
  private final Map<String, Map<String, String>> alarms = new HashMap<>();

  private Inventory(Path file, Executor disk, Map<String, Known> lines) {
    this.file = file;
    this.disk = disk;
    this.lines = lines;
  }

  /// Reads the file; one that cannot be read counts as empty.
  ///
  /// @param disk writes it, one task after the other
  public static Inventory open(Path file, Executor disk) {
    Map<String, Known> lines = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        for (String row : Files.readAllLines(file, UTF_8)) {
          String[] fields = row.split("\t", -1);
          if (fields.length == FIELDS && lines.size() < MOST_LINES) {
            lines.put(fields[0], new Known(fields[1], fields[2], fields[3]));
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.error("inventory {} cannot be read: {}", file, e.toString());
    }
    return new Inventory(file, disk, lines);
  }

  /// Looks at what a line says of itself.
  ///
  /// @param identity `imei`, `iccid`, `imsi` as far as they are known
  /// @param changing people are at the line, or it follows its card: whatever comes is right
  /// @param follows the line follows its card from modem to modem
  public void look(String line, Map<String, String> identity, boolean changing, boolean follows) {
    Known now =
        new Known(value(identity, "imei"), value(identity, "iccid"), value(identity, "imsi"));
    Known before = lines.getOrDefault(line, new Known("", "", ""));
    Known next =
        changing
            ? now.or(before)
            : follows
                ? new Known(now.imei(), before.iccid(), before.imsi()).or(before).or(now)
                : before.or(now);
    if (!next.equals(before)) {
      lines.put(line, next);
      save();
    }
    Map<String, String> found = new TreeMap<>();
    differ(found, "imei", "modem with IMEI", now.imei(), next.imei());
    differ(found, "sim", "SIM card with ICCID", now.iccid(), next.iccid());
    if (!found.containsKey("sim")) {
      differ(found, "sim", "SIM card with IMSI", now.imsi(), next.imsi());
    }
    if (!found.equals(alarms.getOrDefault(line, Map.of()))) {
      found.values().forEach(words -> LOG.warn("line {}: {}", line, words));
      alarms.put(line, Map.copyOf(found));
    }
  }

  private static void differ(
      Map<String, String> found, String alarm, String what, String now, String known) {
    if (!now.isEmpty() && !now.equals(known)) {
      found.put(alarm, "another " + what + " " + now + ", it was " + known);
    }
  }

  /// Digits only: the file and the alarms hold nothing else.
  private static String value(Map<String, String> identity, String key) {
    String value = identity.getOrDefault(key, "");
    return value.matches("[0-9A-Fa-f]{1,32}") ? value : "";
  }

  /// What is not as it was: `imei` and `sim`, in words.
  public Map<String, String> alarms(String line) {
    return alarms.getOrDefault(line, Map.of());
  }

  private void save() {
    List<String> rows = new ArrayList<>();
    lines.forEach((line, known) ->
        rows.add(String.join("\t", line, known.imei(), known.iccid(), known.imsi())));
    disk.execute(() -> write(rows));
  }

  private void write(List<String> rows) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, rows, UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.error("inventory {} cannot be written: {}", file, e.toString());
    }
  }
}
