package io.patchbay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.tpdu.PduText;
import io.patchbay.tpdu.Tpdu.Direction;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `./patchbay pdu HEX…`: short message PDUs, decoded to one line of JSON each. Needs no gateway.
public final class PduMain {
  private PduMain() {}

  /// Exit codes: 0 all decoded, 1 one was not, 2 wrong command line.
  public static void main(String[] arguments) {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    System.exit(run(List.of(arguments), System.in, out, err));
  }

  static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
    try {
      return decode(arguments, in, out);
    } catch (StartFailure | IOException e) {
      err.println("patchbay: " + e.getMessage());
      return 2;
    } finally {
      out.flush();
    }
  }

  private static int decode(List<String> arguments, InputStream in, PrintStream out)
      throws StartFailure, IOException {
    Optional<Direction> direction = Optional.empty();
    boolean smsc = true;
    List<String> pdus = new ArrayList<>();
    for (String argument : arguments) {
      switch (argument) {
        case "--deliver" -> direction = told(direction, Direction.TO_PHONE);
        case "--submit" -> direction = told(direction, Direction.FROM_PHONE);
        case "--no-smsc" -> smsc = false;
        default -> pdus.add(pdu(argument));
      }
    }
    if (pdus.isEmpty()) {
      throw new StartFailure("a PDU is missing: hexadecimal digits, or - for lines of them");
    }
    PduText.Options options = new PduText.Options(direction, smsc);
    boolean good = true;
    for (String pdu : pdus) {
      good &= pdu.equals("-") ? lines(in, options, out) : line(pdu, options, out);
    }
    return good ? 0 : 1;
  }

  private static Optional<Direction> told(Optional<Direction> before, Direction direction)
      throws StartFailure {
    if (before.isPresent() && before.get() != direction) {
      throw new StartFailure("--deliver or --submit, not both");
    }
    return Optional.of(direction);
  }

  private static String pdu(String argument) throws StartFailure {
    if (argument.startsWith("-") && argument.length() > 1) {
      throw new StartFailure("unknown option '" + argument + "'");
    }
    return argument;
  }

  private static boolean lines(InputStream in, PduText.Options options, PrintStream out)
      throws IOException {
    boolean good = true;
    var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        good &= line(line, options, out);
      }
    }
    return good;
  }

  private static boolean line(String pdu, PduText.Options options, PrintStream out) {
    PduText.Line line = PduText.line(pdu, options);
    out.println(line.json());
    return line.decoded();
  }
}
