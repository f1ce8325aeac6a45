package io.patchbay.trunk.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.MessageLite;
import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.Noted;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.PhoneFeature;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.trunk.events.FactLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What an edge sends again and what it hears of it.
final class FactPipeTest {
  private final List<Consumer<Boolean>> written = new ArrayList<>();
  private final List<Long> acknowledged = new ArrayList<>();
  private final List<String> audited = new ArrayList<>();

  private final FactLog log =
      new FactLog() {
        @Override
        public void publish(Topics.Topic topic, String key, MessageLite fact) {
          publish(topic, key, fact, _ -> {});
        }

        @Override
        public void publish(
            Topics.Topic topic, String key, MessageLite fact, Consumer<Boolean> done) {
          written.add(done);
          if (fact instanceof AuditRecord record) {
            audited.add(topic.name() + " " + key + " " + record.getEventId());
          } else if (fact instanceof PhoneSetting) {
            audited.add(topic.name() + " " + key);
          }
        }

        @Override
        public void close() {}
      };

  @Test
  void aFactThatIsSentAgainWhileWeTryIsWrittenOnce() {
    try (ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor()) {
      FactPipe pipe =
          new FactPipe(
              log, timers, down -> acknowledged.add(down.getFactAck().getSequence()), _ -> {});
      pipe.accept(fact(1));
      pipe.accept(fact(2));
      pipe.accept(fact(1));
      assertEquals(2, written.size());

      written.get(1).accept(true);
      assertEquals(List.of(), acknowledged, "the first is not safe yet");
      written.get(0).accept(true);
      assertEquals(List.of(2L), acknowledged);

      pipe.accept(fact(1));
      assertEquals(3, written.size(), "its acknowledgement may have been lost");
      pipe.close();
    }
  }

  @Test
  void whatALineDidByItselfGoesToTheAuditTrailOnceItIsSafe() {
    try (ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor()) {
      FactPipe pipe =
          new FactPipe(
              log, timers, down -> acknowledged.add(down.getFactAck().getSequence()), _ -> {});
      pipe.accept(
          Fact.newBuilder()
              .setSequence(1)
              .setFactId("note-1")
              .setLine("gsm-1")
              .setNoted(Noted.newBuilder().setAction("cell-lock").setDetail("1300: calls failed"))
              .build());
      assertEquals(List.of("patchbay.audit.v1 line gsm-1 note-1"), audited);
      assertEquals(List.of(), acknowledged, "not before it is written");
      written.getFirst().accept(true);
      assertEquals(List.of(1L), acknowledged);
      pipe.close();
    }
  }

  private static Fact fact(long sequence) {
    return Fact.newBuilder()
        .setSequence(sequence)
        .setCallRecord(CallRecord.newBuilder().setCallId("call-" + sequence))
        .build();
  }

  @Test
  void whatWasSetOnAPhoneOfAnEdgeAloneIsWrittenWhereDialPlanReadsIt() {
    try (ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor()) {
      FactPipe pipe = new FactPipe(log, timers, _ -> {}, _ -> {});
      pipe.accept(
          Fact.newBuilder()
              .setSequence(1)
              .setPhoneSetting(
                  PhoneSetting.newBuilder()
                      .setPhone("line/fxs-1")
                      .setFeature(PhoneFeature.PHONE_FEATURE_FORWARD_BUSY))
              .build());
      assertEquals(List.of(Topics.PHONE_SETTINGS.name() + " line/fxs-1 forward-busy"), audited);
    }
  }
}
