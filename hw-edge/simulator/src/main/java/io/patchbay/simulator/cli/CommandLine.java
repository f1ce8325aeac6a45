package io.patchbay.simulator.cli;

import io.patchbay.simulator.api.SimClient;
import io.patchbay.simulator.api.SimFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `./patchbay sim …`: talks to a running simulator.
public final class CommandLine {
  private static final int USUAL_PORT = 9099;
  private static final String USAGE =
      """
      sim COMMAND [--port-offset N | --sim HOST:PORT]

        subscriber NUMBER call LINE|NUMBER [--say S] [--record FILE] [--hangup-after SECONDS]
                                           [--dtmf D] [--echo-dtmf] [--withheld] [--wait] [--timeout SECONDS]
        subscriber NUMBER answer [--wait] [--say S] [--record FILE] [--hangup-after SECONDS]
        subscriber NUMBER reject | hangup | dtmf DIGITS | sms LINE|NUMBER TEXT
        subscriber NUMBER auto-answer [--after SECONDS] [--say S] | auto-reject | ring | busy
                          | no-answer | absent | unallocated
        pstn [NUMBER] …             the same for a fixed-line subscriber (55500)
        fxs N offhook | dial DIGITS | pulse DIGITS | flash [MS] | hangup | say S | record FILE
        line LINE fault F           no-answer garbled flood signal-lost sim-pulled sim-inserted port-gone
                                    port-back port-renumbered power-cycle slow reboot hung cfun-stuck
                                    urc-storm audio-dead audio-stall pin-locked denied loop-lost clear;
                                    rude modems:
                                    late echo urcs-inside split-lines merged-lines line-ends
                                    stray-errors no-prompt numeric two-results audio-worn
                                    ccwa-locks no-number slow-network no-abort
                                    abroad no-numeric-operator unquoted-operator
        state                       lines, subscribers and calls
        events [--subject S]        what happens, until interrupted
        await SUBJECT KIND [PART] [--timeout SECONDS]
        script FILE                 one command per line; also 'wait 2s' and # comments
        serve --dir DIR [--port N] [--sim-lines 4] [--families F,…] [--fxs 2] [--fxo 1]

        F: the family of line 1, 2, …; the last one also of all others: quectel-ec2x,
           quectel-uc20, quectel-m35, simcom-sim7600, simcom-sim800, huawei, telit-le910, u-blox,
           generic

        S: silence, echo, tone:1000, tone:1000@-10 (dBm0), or a WAV file (8 kHz, 16 bit, mono)
        call waits for the end with --wait or --hangup-after; exit code 1 when it was not answered
      """;

  private final PrintStream out;
  private final PrintStream err;

  public CommandLine(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Carries out a command line.
  ///
  /// @return exit code: 0 done, 1 did not work out, 2 wrong words
  public int run(List<String> arguments) {
    try {
      return runOrThrow(addressFirst(arguments));
    } catch (UsageException e) {
      err.println("sim: " + e.getMessage());
      return 2;
    } catch (SimFailure e) {
      err.println("sim: " + e.getMessage());
      return e.badRequest() ? 2 : 1;
    }
  }

  /// `--port-offset N` and `--sim HOST:PORT` may stand anywhere.
  private static List<String> addressFirst(List<String> arguments) {
    List<String> address = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--port-offset") || argument.equals("--sim")) {
        address.addAll(arguments.subList(i, Math.min(i + 2, arguments.size())));
        i++;
      } else {
        rest.add(argument);
      }
    }
    address.addAll(rest);
    return address;
  }

  private int runOrThrow(List<String> arguments) {
    String host = "127.0.0.1";
    int port = USUAL_PORT;
    while (!arguments.isEmpty() && arguments.get(0).startsWith("--")) {
      String option = arguments.remove(0);
      if (option.equals("--help")) {
        out.print(USAGE);
        return 0;
      }
      String value = value(option, arguments);
      if (option.startsWith("--port-offset")) {
        port = USUAL_PORT + number(option, value);
      } else if (option.startsWith("--sim")) {
        int colon = value.lastIndexOf(':');
        if (colon <= 0) {
          throw new UsageException("--sim '" + value + "': HOST:PORT wanted");
        }
        host = value.substring(0, colon);
        port = number("--sim", value.substring(colon + 1));
      } else {
        throw new UsageException(option + " is not known; see sim --help");
      }
    }
    return run(host, port, arguments);
  }

  private static String value(String option, List<String> arguments) {
    if (option.contains("=")) {
      return option.substring(option.indexOf('=') + 1);
    }
    if (arguments.isEmpty()) {
      throw new UsageException(option + " wants a value");
    }
    return arguments.remove(0);
  }

  private static int number(String option, String value) {
    if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
      throw new UsageException(option + " '" + value + "': a number up to 65535 wanted");
    }
    return Integer.parseInt(value);
  }

  private int run(String host, int port, List<String> command) {
    if (command.isEmpty()) {
      err.print(USAGE);
      return 2;
    }
    try (SimClient client = SimClient.of(host, port)) {
      Commands commands = new Commands(client, out);
      return command.get(0).equals("script") ? script(commands, command) : commands.run(command);
    }
  }

  private int script(Commands commands, List<String> command) {
    if (command.size() != 2) {
      throw new UsageException("script wants one file");
    }
    Path file = Path.of(command.get(1));
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UsageException("script " + file + " cannot be read: " + e);
    }
    commands.rememberNow();
    for (int number = 1; number <= lines.size(); number++) {
      int code = line(commands, file + ":" + number, lines.get(number - 1).strip());
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private int line(Commands commands, String where, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return 0;
    }
    try {
      List<String> words = Words.split(line);
      if (words.get(0).equals("wait") && words.size() == 2) {
        Thread.sleep(Words.parseMillis("wait", words.get(1)));
        return 0;
      }
      int code = commands.run(words);
      if (code != 0) {
        err.println("sim: " + where + ": " + line + ": not answered");
      }
      return code;
    } catch (UsageException e) {
      err.println("sim: " + where + ": " + e.getMessage());
      return 2;
    } catch (SimFailure e) {
      err.println("sim: " + where + ": " + e.getMessage());
      return e.badRequest() ? 2 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
