package io.patchbay.driver.gsm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A scripted modem behind pseudo-terminals: answers OK to what it does not know, and lets a test
/// speak for it.
final class PtyModem implements AutoCloseable {
  private static final Map<String, String> EC25 =
      Map.ofEntries(
          Map.entry("AT+CGMI", "Quectel"),
          Map.entry("AT+CGMM", "EC25"),
          Map.entry("AT+CGSN", "861536030196001"),
          Map.entry("AT+CPIN?", "+CPIN: READY"),
          Map.entry("AT+CIMI", "460001234567890"),
          Map.entry("AT+CREG?", "+CREG: 2,1,\"1A2B\",\"0C3D4E5F\",7"),
          Map.entry("AT+COPS?", "+COPS: 0,0,\"TEST\",7"),
          Map.entry("AT+CSQ", "+CSQ: 24,99"),
          Map.entry("AT+CNUM", "+CNUM: ,\"+8613900000001\",145"),
          Map.entry("AT+CEER", "+CEER: 5,16"),
          Map.entry("AT+CPMS=?", "+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")"),
          Map.entry("AT+CNMI=?", "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)"));

  private final Path commandPort;
  private final Path audioPort;
  private final Map<String, String> replies = new HashMap<>(EC25);
  private final List<String> received = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private boolean echo = true;
  private String swallowed = "";
  private Pty command;
  private final Pty audio;
  private final Thread thread;
  private volatile boolean closed;

  PtyModem(Path directory) throws IOException {
    this(directory, Map.of());
  }

  /// A modem with these answers of its own.
  PtyModem(Path directory, Map<String, String> own) throws IOException {
    replies.putAll(own);
    commandPort = directory.resolve("modem-at");
    audioPort = directory.resolve("modem-pcm");
    command = Pty.open();
    audio = Pty.open();
    Files.createSymbolicLink(commandPort, Path.of(command.slave()));
    Files.createSymbolicLink(audioPort, Path.of(audio.slave()));
    thread = Thread.ofPlatform().daemon().name("pty-modem").start(this::run);
  }

  Map<String, String> settings() {
    return Map.of("command-port", commandPort.toString(), "audio-port", audioPort.toString());
  }

  Pty audio() {
    return audio;
  }

  /// What a command is answered with, before OK; a reply that ends in `ERROR` stands alone.
  synchronized void answer(String to, String with) {
    replies.put(to, with);
  }

  /// Says something by itself.
  synchronized void say(String text) {
    command.write(("\r\n" + text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Says what is no AT before every answer, and to one command nothing at all; empty: is well
  /// again.
  synchronized void spoil(String swallow) {
    swallowed = swallow;
  }

  /// Pulls the modem out.
  synchronized void unplug() throws IOException {
    Files.delete(commandPort);
    command.close();
  }

  /// Puts it back: the same name, another device.
  synchronized void plug() throws IOException {
    command = Pty.open();
    echo = true;
    Files.createSymbolicLink(commandPort, Path.of(command.slave()));
  }

  /// Waits for a command line that begins so.
  synchronized boolean await(String beginning, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (received.stream().noneMatch(text -> text.startsWith(beginning))) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  private void run() {
    byte[] octets = new byte[512];
    while (!closed) {
      Pty now;
      synchronized (this) {
        now = command;
      }
      int n = now.read(octets);
      if (n < 0) {
        LockSupport.parkNanos(2_000_000); // nobody has opened it yet
      }
      for (int i = 0; i < n; i++) {
        take((char) (octets[i] & 0xFF));
      }
    }
  }

  private synchronized void take(char c) {
    if (c == '\r' || c == '\u001A') {
      String text = line.toString();
      line.setLength(0);
      if (!text.isEmpty()) {
        respond(text, c == '\u001A');
      }
    } else if (c == '\u001B') {
      line.setLength(0);
    } else {
      line.append(c);
    }
  }

  private void respond(String text, boolean body) {
    if (echo && !body) {
      raw(text + "\r");
    }
    received.add(text);
    notifyAll();
    if (!swallowed.isEmpty()) {
      raw("\u00FF".repeat(20) + "\r\n");
    }
    if (text.equals(swallowed)) {
      return;
    }
    if (text.equals("ATE0")) {
      echo = false;
    }
    if (text.startsWith("AT+CMGS=") && !body) {
      raw("\r\n> ");
      return;
    }
    String reply = body ? "+CMGS: 17" : replies.getOrDefault(text, "");
    raw(reply.isEmpty() ? "" : "\r\n" + reply + "\r\n");
    if (!reply.endsWith("ERROR")) {
      raw("\r\nOK\r\n");
    }
  }

  private void raw(String text) {
    if (!text.isEmpty()) {
      command.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      command.close();
    }
    audio.close();
  }
}
