package io.patchbay.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.sim.v1.InjectFaultRequest;
import io.patchbay.simulator.api.SimClient;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real pseudo-terminals, real time.
@Timeout(30)
final class SimulatorPortsTest {
  @TempDir Path directory;

  private Simulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.usual(directory, 0));
  }

  @AfterEach
  void stop() {
    simulator.close();
    assertFalse(Files.exists(directory.resolve("gsm-1.at")), "links are removed");
  }

  /// Reads until `wanted` has come.
  private static String readUntil(FileInputStream in, String wanted) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException(seen.toString());
      }
      seen.append((char) octet);
    }
    return seen.toString();
  }

  private static void type(Path port, String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(port.toFile())) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void theModemAnswersOnItsTerminalAlsoWhenOpenedAnew() throws IOException {
    Path port = directory.resolve("gsm-1.at");
    try (FileInputStream in = new FileInputStream(port.toFile())) {
      readUntil(in, "PB DONE");
      type(port, "ATE0\r");
      readUntil(in, "OK\r\n");
    }
    try (FileInputStream in = new FileInputStream(port.toFile())) {
      type(port, "AT+CGMM\r");
      assertTrue(readUntil(in, "OK\r\n").contains("\r\nEC25\r\n"));
    }
  }

  @Test
  void audioComesInFramesOf20MillisecondsWhileACallIsUp() throws IOException {
    Path port = directory.resolve("gsm-2.at");
    try (FileInputStream in = new FileInputStream(port.toFile());
        DataInputStream pcm =
            new DataInputStream(new FileInputStream(directory.resolve("gsm-2.pcm").toFile()))) {
      readUntil(in, "PB DONE");
      type(port, "ATE0;+CREG=1;+QINDCFG=\"ccinfo\",1,0\r");
      readUntil(in, "+CREG: 1");
      type(port, "AT+QPCMV=1,0\r");
      readUntil(in, "OK\r\n");
      type(port, "ATD10000;\r");
      readUntil(in, "\"ccinfo\",1,0,0");
      byte[] frame = new byte[320];
      pcm.readFully(frame);
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        pcm.readFully(frame);
      }
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertTrue(millis > 1500 && millis < 2600, () -> "100 frames in " + millis + " ms");
      type(port, "ATH\r");
      readUntil(in, "OK\r\n");
    }
  }

  @Test
  void aGoneTerminalEndsAndItsLinkComesBack() throws IOException {
    Path port = directory.resolve("gsm-1.at");
    try (SimClient client = SimClient.of("127.0.0.1", simulator.grpcPort());
        FileInputStream in = new FileInputStream(port.toFile())) {
      readUntil(in, "PB DONE");
      inject(client, "port-gone");
      assertThrows(IOException.class, () -> readUntil(in, "nothing more"));
      assertFalse(Files.exists(port));
      inject(client, "port-back");
      try (FileInputStream again = new FileInputStream(port.toFile())) {
        readUntil(again, "RDY");
      }
    }
  }

  private static void inject(SimClient client, String fault) {
    assertEquals(
        fault.equals("port-gone") ? 1 : 0,
        client
            .fault(InjectFaultRequest.newBuilder().setLine("gsm-1").setFault(fault).build())
            .getFaultsCount());
  }

  @Test
  void aTakenPortIsNamed() {
    SimulatorSettings same =
        SimulatorSettings.usual(directory.resolve("other"), simulator.grpcPort());
    IOException failure = assertThrows(IOException.class, () -> Simulator.start(same));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(":" + simulator.grpcPort()), message);
  }
}
