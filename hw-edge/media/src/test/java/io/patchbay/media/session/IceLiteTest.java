package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The lite side of ICE (RFC 8445 §2.5): checks that come in, over loopback sockets.
final class IceLiteTest {
  private static final IceLite CREDENTIALS =
      new IceLite("ours", "their", "a-long-password-of-ours");

  private final VirtualEngine world = new VirtualEngine();
  private final RtpTermination near = world.rtp();
  private final DatagramChannel peer;

  IceLiteTest() throws IOException {
    peer =
        DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.3"), 0));
    peer.configureBlocking(false);
  }

  @BeforeEach
  void described() {
    near.configure(
        RtpDescription.pcmu(VirtualEngine.somewhere())
            .withSymmetric(false)
            .withTransport(RtpTransport.PLAIN.with(new Association(null, false, CREDENTIALS))));
    world.join(near, world.line(new TonePort(1000, -10)));
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    world.close();
  }

  private @Nullable StunMessage check(String user, String password, boolean nominating)
      throws IOException {
    var writer = new StunWriter(StunMessage.REQUEST, new byte[12]).username(user);
    if (nominating) {
      writer.nominating(1);
    }
    peer.send(ByteBuffer.wrap(writer.signed(password).finished()), near.localAddress());
    world.run(20);
    return stunAnswer();
  }

  /// Media may be among it.
  private @Nullable StunMessage stunAnswer() throws IOException {
    var buffer = ByteBuffer.allocate(1500);
    while (peer.receive(buffer.clear()) != null) {
      var read = StunMessage.read(buffer.array(), buffer.position());
      if (read.isPresent()) {
        return read.get();
      }
    }
    return null;
  }

  private boolean mediaComes() throws IOException {
    world.run(100);
    var buffer = ByteBuffer.allocate(1500);
    boolean media = false;
    while (peer.receive(buffer.clear()) != null) {
      media |= (buffer.get(0) & 0xc0) == 0x80;
    }
    return media;
  }

  @Test
  void aCheckIsAnsweredWithTheAddressItCameFromAndANominationTakesTheMediaThere()
      throws IOException {
    var answer = check("ours:their", CREDENTIALS.password(), false);
    assertNotNull(answer);
    assertEquals(StunMessage.SUCCESS, answer.type());
    assertEquals(peer.getLocalAddress(), answer.mapped());
    assertTrue(answer.authentic(CREDENTIALS.password()));
    assertFalse(mediaComes());
    check("ours:their", CREDENTIALS.password(), true);
    assertTrue(mediaComes());
    described();
    assertTrue(mediaComes(), "the same description again changes nothing");
  }

  @Test
  void aCheckWithoutTheRightPasswordOrUserChangesNothing() throws IOException {
    for (String user : new String[] {"ours:their", "ours:other"}) {
      boolean right = user.equals("ours:other");
      var answer = check(user, right ? CREDENTIALS.password() : "wrong", true);
      assertNotNull(answer);
      assertEquals(StunMessage.ERROR, answer.type());
      assertFalse(mediaComes());
    }
  }

  @Test
  void aFloodOfChecksIsNotAnsweredAsAFlood() throws IOException {
    byte[] check =
        new StunWriter(StunMessage.REQUEST, new byte[12]).username("x").signed("y").finished();
    for (int i = 0; i < 300; i++) {
      peer.send(ByteBuffer.wrap(check), near.localAddress());
      if (i % 10 == 0) {
        world.run(20);
      }
    }
    world.run(40);
    int answers = 0;
    while (stunAnswer() != null) {
      answers++;
    }
    assertTrue(answers > 0 && answers <= 100, answers + " answers");
  }
}
