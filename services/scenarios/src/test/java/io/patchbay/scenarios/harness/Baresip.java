package io.patchbay.scenarios.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A baresip user agent without sound card: a sine wave in, recordings out, driven over its TCP
/// control port.
public final class Baresip implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Path directory;
  private final Process process;
  private final Socket control;
  private final ConcurrentLinkedQueue<JsonNode> events = new ConcurrentLinkedQueue<>();
  private final String user;

  private Baresip(Path directory, Process process, Socket control, String user) {
    this.directory = directory;
    this.process = process;
    this.control = control;
    this.user = user;
    Thread.ofVirtual().name("baresip-" + user).start(this::read);
  }

  /// Starts and registers one extension; it sends a 1 kHz tone in every call.
  public static Baresip extension(Ready ready, String user, String... accountParameters)
      throws IOException {
    int port = ready.sipUdp();
    String account =
        "<sip:%s@127.0.0.1:%d>;auth_pass=%s;regint=120%s"
            .formatted(user, port, ready.password(user), String.join("", accountParameters));
    return registered(start(user, account));
  }

  /// As [#extension], over `tcp` or `tls`; everything it sends goes there.
  public static Baresip extensionOver(Ready ready, String user, String transport)
      throws IOException {
    int port = transport.equals("tls") ? ready.sipTls() : ready.sipUdp();
    String account =
        "<sip:%s@127.0.0.1:%d;transport=%s>;auth_pass=%s;regint=120;outbound=\"sip:127.0.0.1:%d;transport=%s\""
            .formatted(user, port, transport, ready.password(user), port, transport);
    return registered(start(user, account));
  }

  /// One that cannot register is stopped: it would go on trying, with a password that is wrong at
  /// the next gateway.
  private static Baresip registered(Baresip agent) throws IOException {
    try {
      agent.awaitRegistered();
      return agent;
    } catch (AssertionError e) {
      agent.close();
      throw e;
    }
  }

  /// Starts a user agent with an account line of baresip's.
  public static Baresip start(String user, String account) throws IOException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "baresip")), user)
            .toAbsolutePath();
    Path tone = ToneFile.write(directory.resolve("tone.wav"));
    // its SIP port, the next for TLS, and the control port
    int sip = Ports.freeBlock(3);
    int control = sip + 2;
    // ;module=x of the account line is ours: a codec besides G.711, DTLS, ICE
    var module = Pattern.compile(";module=([a-z0-9_]+)").matcher(account);
    String named = module.find() ? module.group(1) : "";
    String more = named.isEmpty() ? "" : "module " + named + ".so\n";
    if (named.equals("dtls_srtp") || named.equals("ice")) {
      more += "rtcp_mux yes\n"; // keys and paths of ours are for one port
    }
    Files.writeString(directory.resolve("config"), config(directory, sip, control, tone) + more);
    Files.writeString(directory.resolve("accounts"), module.replaceAll("") + "\n");
    Files.writeString(directory.resolve("contacts"), "");
    Process process =
        new ProcessBuilder("baresip", "-s", "-f", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("baresip.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      Socket socket =
          Await.value(
              "baresip control port (log in " + directory + ")",
              Duration.ofSeconds(10),
              () -> Optional.of(new Socket(InetAddress.getLoopbackAddress(), control)));
      return new Baresip(directory, process, socket, user);
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String config(Path directory, int sip, int control, Path tone) {
    return """
    poll_method epoll
    sip_listen 127.0.0.1:%d
    net_interface 127.0.0.1
    audio_source aufile,%s
    audio_player aubridge,silent
    audio_alert aubridge,alert
    ausrc_srate 8000
    auplay_srate 8000
    ausrc_channels 1
    auplay_channels 1
    module_path /usr/lib/baresip/modules
    module g711.so
    module aufile.so
    module aubridge.so
    module sndfile.so
    module srtp.so
    module_tmp account.so
    module_app menu.so
    module_app ctrl_tcp.so
    snd_path %s
    ctrl_tcp_listen 127.0.0.1:%d
    rtp_timeout 60
    """
        .formatted(sip, tone, directory, control);
  }

  /// By its log: the event may come before the control port was open.
  private void awaitRegistered() {
    Await.until(
        "registration of baresip " + user + " (log in " + directory + ")",
        Duration.ofSeconds(15),
        () -> Files.readString(directory.resolve("baresip.log")).contains(" 200 OK ("));
  }

  /// Sends a command of its menu, e.g. `dial`, `accept`, `hangup`, `hold`, `resume`, `sndcode`.
  public void command(String command, String parameters) {
    try {
      byte[] body =
          JSON.writeValueAsBytes(Map.of("command", command, "params", parameters, "token", "t"));
      synchronized (control) {
        var out = control.getOutputStream();
        out.write((body.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.write(',');
        out.flush();
      }
    } catch (IOException e) {
      throw new AssertionError("baresip " + user + ": " + command, e);
    }
  }

  public void dial(String uri) {
    command("dial", uri);
  }

  public void accept() {
    command("accept", "");
  }

  /// Answers the call that rings or comes soon; returns its event `CALL_INCOMING`.
  public JsonNode answer() {
    JsonNode incoming = awaitEvent("CALL_INCOMING", SOON);
    accept();
    awaitEvent("CALL_ESTABLISHED", SOON);
    return incoming;
  }

  public void hangUp() {
    command("hangup", "");
  }

  /// Waits for an event of this type (`REGISTER_OK`, `CALL_INCOMING`, `CALL_RINGING`,
  /// `CALL_ESTABLISHED`, `CALL_CLOSED`, …) and takes it and all before it.
  public JsonNode awaitEvent(String type, Duration deadline, String... orTypes) {
    Set<String> types = new HashSet<>(Set.of(orTypes));
    types.add(type);
    return Await.value(
        type + " at baresip " + user + " (log in " + directory + ")",
        deadline,
        () -> {
          for (JsonNode event = events.poll(); event != null; event = events.poll()) {
            if (types.contains(event.path("type").asText())) {
              return Optional.of(event);
            }
          }
          return Optional.empty();
        });
  }

  /// Whether a call from this number rings within the time; other calls are not looked at.
  public boolean hearsOf(String number, Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < end) {
      JsonNode event = events.poll();
      if (event == null) {
        TimeUnit.MILLISECONDS.sleep(20);
      } else if (event.path("type").asText().equals("CALL_INCOMING")
          && event.path("peeruri").asText().contains(number)) {
        return true;
      }
    }
    return false;
  }

  /// Waits until it heard the tone for this long without a gap; fails when it has not after 15 s
  /// more.
  public void awaitTone(Duration length) {
    Await.until(
        length + " of the tone at baresip " + user + " (" + directory + ")",
        length.plusSeconds(15),
        () ->
            recorded().isPresent()
                && listened().longestStretch().seconds() * 1000 >= length.toMillis());
  }

  /// Measures [#heard].
  public ToneMeter listened() throws IOException {
    return ToneMeter.read(heard());
  }

  /// The digits the other side sent as RFC 4733 events since the last [#awaitEvent].
  public String awaitDigits(int count, Duration deadline) {
    StringBuilder digits = new StringBuilder();
    while (digits.length() < count) {
      digits.append(awaitEvent("CALL_DTMF_START", deadline).path("param").asText());
    }
    return digits.toString();
  }

  /// Waits for a line of its log.
  public String awaitLog(String pattern, Duration deadline) {
    Pattern wanted = Pattern.compile(pattern);
    return Await.value(
        pattern + " in the log of baresip " + user + " (" + directory + ")",
        deadline,
        () ->
            Files.readAllLines(directory.resolve("baresip.log")).stream()
                .filter(wanted.asPredicate())
                .findFirst());
  }

  /// What it heard in its last call: 16-bit mono WAV, complete once the call is over.
  public Path heard() throws IOException {
    return recorded()
        .orElseThrow(
            () -> new AssertionError("baresip " + user + " recorded nothing in " + directory));
  }

  private Optional<Path> recorded() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith("-dec.wav"))
          .max(Comparator.comparing(Path::toString));
    }
  }

  private void read() {
    try (InputStream in = control.getInputStream()) {
      while (true) {
        int length = 0;
        int next = in.read();
        while (next >= '0' && next <= '9') {
          length = length * 10 + next - '0';
          next = in.read();
        }
        if (next < 0) {
          return;
        }
        JsonNode message = JSON.readTree(in.readNBytes(length));
        in.read();
        Files.writeString(
            directory.resolve("events.log"),
            message + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        if (message.path("event").asBoolean()) {
          events.add(message);
        }
      }
    } catch (IOException e) {
      // the control socket was closed: the agent is gone
    }
  }

  @Override
  public void close() throws IOException {
    control.close();
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
