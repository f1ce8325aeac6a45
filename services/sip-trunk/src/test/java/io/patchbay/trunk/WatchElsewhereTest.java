package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.testkit.broker.BrokerFactory;
import io.patchbay.trunk.events.KafkaFactLog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas that share a broker: who watches at one is told of calls at the other.
final class WatchElsewhereTest {
  @Test
  void callAtOneReplicaIsToldToWhoWatchesAtTheOther(@TempDir Path directory) throws Exception {
    int pbxPort = TestTrunkFactory.freePort();
    try (var broker = BrokerFactory.start(directory);
        KafkaFactLog console = new KafkaFactLog(broker.bootstrap())) {
      publish(console, TestTrunkFactory.documents(pbxPort));
      try (Trunk here = TestTrunkFactory.replica(broker.bootstrap());
          Trunk there = TestTrunkFactory.replica(broker.bootstrap());
          FakeEdge edge = edge(there);
          SipPeer pbx = new SipPeer("pbx", there.sipPort(), pbxPort);
          Phone busy = new Phone("101", there.sipPort());
          Phone boss = new Phone("102", here.sipPort())) {
        Rig.eventually("documents", () -> here.knowledge.complete() && there.knowledge.complete());
        edge.awaitDown("welcome", m -> m.hasWelcome());
        assertEquals(200, busy.register("secret101", 600).status());
        assertEquals(200, boss.register("secret102", 600).status());
        Watcher watcher = new Watcher(boss, "101", "dialog");
        assertEquals(200, watcher.subscribe(600, "").status());
        assertFalse(watcher.notified().body().contains("<dialog "), "no call yet");
        busy.invite("7001", "", SipPeer.SDP);
        SipText invite = pbx.awaitRequest("INVITE");
        pbx.answer(invite, 200, "p", "", SipPeer.SDP);
        busy.established("");
        SipText confirmed = watcher.told("<state>confirmed</state>");
        assertTrue(confirmed.body().contains("sip:7001@127.0.0.1"), confirmed.body());
        busy.bye();
        assertFalse(watcher.notified().body().contains("<dialog "), "it is over");
      }
    }
  }

  private static FakeEdge edge(Trunk trunk) {
    return new FakeEdge(
        trunk.server.port(), "edge-1", "1", TestTrunkFactory.TOKEN, List.of(), List.of());
  }

  private static void publish(KafkaFactLog console, List<Document> documents)
      throws InterruptedException {
    CountDownLatch safe = new CountDownLatch(documents.size());
    documents.forEach(
        one -> console.publish(Topics.CONFIG, Kinds.key(one), one, _ -> safe.countDown()));
    assertTrue(safe.await(20, TimeUnit.SECONDS), "documents are in the topic");
  }
}
