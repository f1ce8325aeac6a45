package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One SIPp run of a scenario below `src/test/resources/sipp`; its media is an [RtpPeer].
public final class Sipp implements AutoCloseable {
  private final Process process;
  private final Path directory;
  private final String scenario;

  private Sipp(Process process, Path directory, String scenario) {
    this.process = process;
    this.directory = directory;
    this.scenario = scenario;
  }

  /// What a scenario is told.
  ///
  /// @param name file name without `.xml`
  /// @param values of `{{key}}` in the file
  public record Scenario(String name, Map<String, String> values) {
    public Scenario {
      values = Map.copyOf(values);
    }

    /// A scenario that holds 3 s where it holds.
    public static Scenario of(String name) {
      return new Scenario(name, Map.of("hold", "3000"));
    }

    public Scenario with(String key, Object value) {
      Map<String, String> more = new LinkedHashMap<>(values);
      more.put(key, String.valueOf(value));
      return new Scenario(name, more);
    }

    /// Who calls and whom.
    public Scenario call(String from, String number) {
      return with("from", from).with("number", number);
    }

    /// An offer or answer with one codec at this port, 20 ms frames.
    public Scenario media(RtpPeer peer, G711 codec) {
      return with("sdp", sdp(peer.port(), 20, codec));
    }

    private String text() throws IOException {
      try (InputStream in = Sipp.class.getResourceAsStream("/sipp/" + name + ".xml")) {
        if (in == null) {
          throw new IOException("no scenario /sipp/" + name + ".xml");
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (var value : values.entrySet()) {
          text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        int left = text.indexOf("{{", text.indexOf("-->"));
        if (left >= 0) {
          throw new IOException(name + ": no value for " + text.substring(left, left + 15));
        }
        return text;
      }
    }
  }

  /// A session description with these codecs in this order, and RFC 4733 events.
  public static String sdp(int port, int ptimeMs, G711... codecs) {
    StringBuilder types = new StringBuilder();
    StringBuilder maps = new StringBuilder();
    for (G711 codec : codecs) {
      types.append(codec.payloadType()).append(' ');
      maps.append("a=rtpmap:%d %s/8000\n".formatted(codec.payloadType(), codec));
    }
    return """
    v=0
    o=- 4711 1 IN IP4 127.0.0.1
    s=-
    c=IN IP4 127.0.0.1
    t=0 0
    m=audio %d RTP/AVP %s101
    %sa=rtpmap:101 telephone-event/8000
    a=fmtp:101 0-16
    a=ptime:%d\
    """
        .formatted(port, types, maps, ptimeMs);
  }

  /// As [#sdp] with 20 ms frames, without RFC 4733 events.
  public static String plainSdp(int port, G711 codec) {
    return sdp(port, 20, codec).replace(" 101\n", "\n").replaceAll("a=(rtpmap|fmtp):101 .*\n", "");
  }

  /// Runs one call of the scenario from an address of ours to, or waiting for, the gateway.
  public static Sipp start(Ready ready, String address, int port, Scenario scenario)
      throws IOException {
    return start("127.0.0.1:" + ready.sipUdp(), address, port, "udp", scenario);
  }

  /// As [#start], with whoever is at `peer`, over `udp` or `tcp`.
  public static Sipp start(
      String peer, String address, int port, String transport, Scenario scenario)
      throws IOException {
    boolean tcp = transport.equals("tcp");
    Path directory =
        Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "sipp")), scenario.name() + "-")
            .toAbsolutePath();
    Path file =
        Files.writeString(
            directory.resolve("scenario.xml"), tcp ? overTcp(scenario.text()) : scenario.text());
    List<String> command =
        List.of(
            "sipp",
            peer,
            "-t",
            tcp ? "t1" : "u1",
            "-sf",
            file.toString(),
            "-i",
            address,
            "-p",
            String.valueOf(port),
            "-m",
            "1",
            "-nostdin",
            "-trace_msg",
            "-message_file",
            "messages.log",
            "-trace_err",
            "-error_file",
            "errors.log",
            "-timeout",
            "120",
            "-timeout_error");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("screen.txt").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Sipp(process, directory, scenario.name());
  }

  /// Who wants requests of a dialog by TCP has to say so.
  private static String overTcp(String text) {
    return text.replaceAll("(?m)^(Contact: <[^>]*)>", "$1;transport=tcp>");
  }

  /// Everything that was sent and received so far.
  public String messages() throws IOException {
    Path log = directory.resolve("messages.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /// Waits until this text went over the wire.
  public void awaitMessage(String part, Duration deadline) {
    Await.until(
        "'" + part + "' in " + directory.resolve("messages.log"),
        deadline,
        () -> messages().contains(part));
  }

  /// Does this text go over the wire in time?
  public boolean hasMessage(String part, Duration within) throws IOException, InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!messages().contains(part)) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  /// Waits for the end; every expected message came.
  public void awaitSuccess(Duration deadline) throws IOException, InterruptedException {
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("sipp " + scenario + " goes on after " + deadline + ":\n" + tail());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("sipp " + scenario + ": " + process.exitValue() + ":\n" + tail());
    }
  }

  private String tail() throws IOException {
    Path errors = directory.resolve("errors.log");
    String text = (Files.exists(errors) ? Files.readString(errors) : "") + messages();
    return directory + "\n" + text.substring(Math.max(0, text.length() - 4000));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
