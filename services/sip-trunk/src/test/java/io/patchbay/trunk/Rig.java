package io.patchbay.trunk;

import io.patchbay.proto.edge.v1.LiveCall;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A trunk, an edge and phones around it.
final class Rig implements AutoCloseable {
  final RecordedFacts facts = new RecordedFacts();
  final int pbxPort;
  final Trunk trunk;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  Rig() throws IOException {
    this(0, "");
  }

  /// With TLS.
  Rig(int tlsPort, String keyStore) throws IOException {
    pbxPort = TestTrunkFactory.freePort();
    trunk = TestTrunkFactory.start(facts, pbxPort, tlsPort, keyStore);
    open.push(trunk);
  }

  int sipPort() {
    return trunk.sipPort();
  }

  FakeEdge edge() {
    return edge("1", List.of());
  }

  /// An edge that says what it can code.
  FakeEdge edgeWith(String... codecs) {
    FakeEdge edge =
        new FakeEdge(
            trunk.server.port(), "edge-1", "1", TestTrunkFactory.TOKEN, List.of(), List.of(codecs));
    open.push(edge);
    edge.awaitDown("welcome", m -> m.hasWelcome());
    return edge;
  }

  FakeEdge edge(String incarnation, List<LiveCall> calls) {
    FakeEdge edge =
        new FakeEdge(trunk.server.port(), "edge-1", incarnation, TestTrunkFactory.TOKEN, calls);
    open.push(edge);
    edge.awaitDown("welcome", m -> m.hasWelcome());
    return edge;
  }

  Phone phone(String user) throws IOException {
    Phone phone = new Phone(user, sipPort());
    open.push(phone);
    return phone;
  }

  Phone registered(String user) throws IOException {
    Phone phone = phone(user);
    SipText answer = phone.register("secret" + user, 600);
    if (answer.status() != 200) {
      throw new AssertionError("REGISTER: " + answer.start());
    }
    return phone;
  }

  SipPeer pbx() throws IOException {
    SipPeer pbx = new SipPeer("pbx", sipPort(), pbxPort);
    open.push(pbx);
    return pbx;
  }

  static void eventually(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never: " + what);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new AssertionError("not closed", e);
      }
    }
  }
}
