package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Linphone's command line client without sound card: registered over TLS, SRTP with keys in SDP
/// demanded, no codec but Opus; says the tone and records what it hears.
public final class Linphone implements AutoCloseable {
  private static final int WAV_HEADER = 44;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CONFIG =
      """
      [sip]
      media_encryption=srtp
      media_encryption_mandatory=1
      sip_port=-1
      sip_tcp_port=-1
      sip_tls_port=-1
      verify_server_certs=0
      verify_server_cn=0
      use_ipv6=0
      default_proxy=0
      [rtp]
      audio_rtp_port=-1
      [sound]
      echocancellation=0
      [video]
      enabled=0
      capture=0
      display=0
      [proxy_0]
      reg_proxy=<sip:127.0.0.1:${tls};transport=tls>
      reg_route=<sip:127.0.0.1:${tls};transport=tls>
      reg_identity=sip:${user}@127.0.0.1
      reg_expires=600
      reg_sendregister=1
      publish=0
      [auth_info_0]
      username=${user}
      passwd=${password}
      realm=patchbay
      """;

  /// Codecs it would have on besides.
  private static final List<String> OTHERS =
      List.of("speex/32000", "speex/16000", "speex/8000", "PCMA/8000", "PCMU/8000", "G729/8000");

  private final Path directory;
  private final Process process;
  private final OutputStream commands;

  private Linphone(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
    this.commands = process.getOutputStream();
  }

  /// Starts and registers one extension.
  public static Linphone extension(Ready ready, String user) throws IOException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "linphone")), user)
            .toAbsolutePath();
    Files.createDirectories(directory.resolve(".local/share/linphone"));
    Files.createDirectories(directory.resolve(".config/linphone"));
    ToneFile.write(directory.resolve("tone.wav"));
    Files.writeString(
        directory.resolve("rc"),
        CONFIG
                .replace("${tls}", String.valueOf(ready.sipTls()))
                .replace("${user}", user)
                .replace("${password}", ready.password(user))
            + codecs());
    // it hears its network only while it waits at a terminal
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qfc", "linphonec -c rc -d 6 -l linphone.log", "/dev/null")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("screen.txt").toFile());
    builder.environment().put("HOME", directory.toString());
    Process process = builder.start();
    Linphone linphone = new Linphone(directory, process);
    Runtime.getRuntime().addShutdownHook(new Thread(linphone::kill));
    try {
      linphone.await("linphonec>", "screen.txt");
      linphone.command("soundcard use files");
      linphone.command("play " + directory.resolve("tone.wav"));
      linphone.command("record " + directory.resolve("heard.wav"));
      linphone.awaitState("RegistrationOk");
      return linphone;
    } catch (AssertionError e) {
      linphone.kill();
      throw e;
    }
  }

  private static String codecs() {
    StringBuilder text =
        new StringBuilder("[audio_codec_0]\nmime=opus\nrate=48000\nchannels=2\nenabled=1\n");
    for (int i = 0; i < OTHERS.size(); i++) {
      String[] codec = OTHERS.get(i).split("/", 2);
      text.append(
          "[audio_codec_%d]\nmime=%s\nrate=%s\nchannels=1\nenabled=0\n"
              .formatted(i + 1, codec[0], codec[1]));
    }
    return text.toString();
  }

  /// Calls a number by the gateway, over TLS.
  public void dial(Ready ready, String number) throws IOException {
    command("call sip:%s@127.0.0.1:%d;transport=tls".formatted(number, ready.sipTls()));
  }

  /// Waits for a call and answers it.
  public void answer() throws IOException {
    awaitState("IncomingReceived");
    command("answer");
  }

  /// Waits until both hear each other.
  public void awaitTalk() {
    awaitState("StreamsRunning");
  }

  public void hangUp() throws IOException {
    command("terminate");
  }

  /// Waits until it heard the tone for this long without a gap.
  public void awaitTone(Duration length) {
    Await.until(
        length + " of the tone at linphone (" + directory + ")",
        length.plusSeconds(15),
        () -> listened().longestStretch().seconds() * 1000 >= length.toMillis());
  }

  /// What it heard so far. Of Opus it writes 48 kHz, mono, and the header only when it has ended.
  public ToneMeter listened() throws IOException {
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(directory.resolve("heard.wav")))
            .order(ByteOrder.LITTLE_ENDIAN);
    short[] samples = new short[Math.max(0, file.remaining() - WAV_HEADER) / 2];
    file.position(Math.min(WAV_HEADER, file.limit()));
    file.asShortBuffer().get(samples);
    return ToneMeter.of(samples, 48_000);
  }

  private void command(String line) throws IOException {
    commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  private void awaitState(String state) {
    await(state, "linphone.log");
  }

  private void await(String part, String file) {
    Path at = directory.resolve(file);
    Await.until("'" + part + "' in " + at, SOON, () -> Files.readString(at).contains(part));
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    if (!process.isAlive()) {
      return;
    }
    command("quit");
    try {
      if (process.waitFor(5, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}
