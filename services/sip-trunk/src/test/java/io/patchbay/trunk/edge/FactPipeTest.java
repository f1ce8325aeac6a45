package io.patchbay.trunk.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.MessageLite;
import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.Fact;
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
        }

        @Override
        public void close() {}
      };

  @Test
  void aFactThatIsSentAgainWhileWeTryIsWrittenOnce() {
    try (ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor()) {
      FactPipe pipe =
          new FactPipe(log, timers, down -> acknowledged.add(down.getFactAck().getSequence()));
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

  private static Fact fact(long sequence) {
    return Fact.newBuilder()
        .setSequence(sequence)
        .setCallRecord(CallRecord.newBuilder().setCallId("call-" + sequence))
        .build();
  }
}
