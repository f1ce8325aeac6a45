package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Kamailio as a proxy between the gateway and a peer: it stays in the route, and speaks TCP on one
/// side and UDP on the other. It also is a registrar that asks for no password.
///
/// The proxy is at 127.0.0.3, the peer at 127.0.0.4, the gateway at 127.0.0.1.
public final class Kamailio implements AutoCloseable {
  /// Where the proxy is.
  public static final String ADDRESS = "127.0.0.3";

  /// Where the peer has to be.
  public static final String BEHIND = "127.0.0.4";

  /// Every request within a dialog needs the Route it was given: 404 otherwise.
  private static final String CONFIG =
      """
      debug=2
      log_stderror=yes
      children=1
      tcp_children=1
      auto_aliases=no
      tcp_source_ipv4=127.0.0.3
      listen=udp:127.0.0.3:${port}
      listen=tcp:127.0.0.3:${port}
      mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/:/usr/lib/aarch64-linux-gnu/kamailio/modules/"
      loadmodule "tm.so"
      loadmodule "sl.so"
      loadmodule "rr.so"
      loadmodule "pv.so"
      loadmodule "maxfwd.so"
      loadmodule "textops.so"
      loadmodule "siputils.so"
      loadmodule "usrloc.so"
      loadmodule "registrar.so"
      request_route {
        if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
        if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
        if (has_totag()) {
          if (loose_route()) { t_relay(); exit; }
          if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
          sl_send_reply("404", "No Route");
          exit;
        }
        t_check_trans();
        if (is_method("REGISTER")) { save("location"); exit; }
        if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
        remove_hf("Route");
        if (is_method("INVITE")) { record_route(); }
        if ($si == "127.0.0.4") {
          $du = "sip:127.0.0.1:${gateway};transport=${inside}";
          $fs = "${inside}:127.0.0.3:${port}";
        } else {
          $du = "sip:127.0.0.4:${peer};transport=${outside}";
          $fs = "${outside}:127.0.0.3:${port}";
        }
        t_relay();
      }
      """;

  private final Process process;
  private final Path directory;
  private final int port;
  private final int peer;

  private Kamailio(Process process, Path directory, int port, int peer) {
    this.process = process;
    this.directory = directory;
    this.port = port;
    this.peer = peer;
  }

  /// Starts one.
  ///
  /// @param inside `tcp` or `udp`: what it speaks with the gateway; the other one with the peer
  public static Kamailio start(Ready ready, String inside) throws IOException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "kamailio")), "k")
            .toAbsolutePath();
    int port = Ports.freeBlock(2);
    Path config =
        Files.writeString(
            directory.resolve("kamailio.cfg"),
            CONFIG
                .replace("${port}", String.valueOf(port))
                .replace("${gateway}", String.valueOf(ready.sipUdp()))
                .replace("${peer}", String.valueOf(port + 1))
                .replace("${inside}", inside)
                .replace("${outside}", inside.equals("tcp") ? "udp" : "tcp"));
    List<String> command =
        List.of(
            "kamailio",
            "-DD",
            "-E",
            "-f",
            config.toString(),
            "-m",
            "32",
            "-M",
            "4",
            "-w",
            directory.toString(),
            "-Y",
            directory.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("kamailio.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    Kamailio kamailio = new Kamailio(process, directory, port, port + 1);
    Await.until("kamailio (see " + directory + ")", Duration.ofSeconds(20), kamailio::listens);
    return kamailio;
  }

  private boolean listens() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(ADDRESS, port), 500);
      return true;
    }
  }

  /// `host:port` of the proxy.
  public String address() {
    return ADDRESS + ":" + port;
  }

  /// Where it expects the peer, at [#BEHIND].
  public int peerPort() {
    return peer;
  }

  /// What it said.
  public String log() throws IOException {
    return Files.readString(directory.resolve("kamailio.log"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(5, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
