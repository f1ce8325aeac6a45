package io.patchbay.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// RFC 8489, with the messages of RFC 5769.
final class StunTest {
  private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
  private static final byte[] REQUEST =
      HexFormat.of()
          .parseHex(
              "000100582112a442b7e7a701bc34d686fa87dfae"
                  + "802200105354554e207465737420636c69656e74"
                  + "002400046e0001ff80290008932ff9b151263b36"
                  + "0006000965766a743a68367659202020".replace("65766a74", "6576746a")
                  + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                  + "80280004e57a3bcf");
  private static final byte[] RESPONSE =
      HexFormat.of()
          .parseHex(
              "0101003c2112a442b7e7a701bc34d686fa87dfae"
                  + "8022000b7465737420766563746f7220"
                  + "002000080001a147e112a643"
                  + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                  + "80280004c07d4c96");

  @Test
  void aRequestIsReadAndItsPasswordChecked() {
    var request = StunMessage.read(REQUEST, REQUEST.length).orElseThrow();
    assertEquals(StunMessage.REQUEST, request.type());
    assertEquals("evtj:h6vY", request.username());
    assertTrue(request.authentic(PASSWORD));
    assertFalse(request.authentic("another"));
    assertFalse(request.useCandidate());
    assertEquals(0, request.unknown());
  }

  @Test
  void aResponseTellsTheAddress() {
    var response = StunMessage.read(RESPONSE, RESPONSE.length).orElseThrow();
    assertEquals(new InetSocketAddress("192.0.2.1", 32853), response.mapped());
    assertTrue(response.authentic(PASSWORD));
  }

  @Test
  void whatWeWriteIsRead() {
    var request = StunMessage.read(REQUEST, REQUEST.length).orElseThrow();
    for (String host : new String[] {"203.0.113.7", "2001:db8::7"}) {
      var from = new InetSocketAddress(host, 4001);
      byte[] answer = StunWriter.success(request, from).signed(PASSWORD).finished();
      var read = StunMessage.read(answer, answer.length).orElseThrow();
      assertEquals(from, read.mapped());
      assertTrue(read.authentic(PASSWORD));
    }
    byte[] check =
        new StunWriter(StunMessage.REQUEST, new byte[12])
            .username("a:b")
            .nominating(1)
            .signed("p")
            .finished();
    assertTrue(StunMessage.read(check, check.length).orElseThrow().useCandidate());
    byte[] error = StunWriter.error(request, 401, "Unauthorized").finished();
    assertEquals(StunMessage.ERROR, StunMessage.read(error, error.length).orElseThrow().type());
  }

  @Test
  void mutilatedMessagesAreReadOrRefusedButNeverWorse() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 5000; i++) {
      byte[] bad = REQUEST.clone();
      for (int j = 0; j < 3; j++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      StunMessage.read(bad, random.nextInt(bad.length + 1))
          .ifPresent(message -> assertNotNull(message.username()));
    }
    byte[] fingerprint = REQUEST.clone();
    fingerprint[fingerprint.length - 1] ^= 1;
    assertTrue(StunMessage.read(fingerprint, fingerprint.length).isEmpty());
    assertFalse(StunMessage.is(new byte[12], 12), "RTP is longer than nothing");
  }
}
