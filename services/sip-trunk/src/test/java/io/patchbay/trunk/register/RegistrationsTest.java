package io.patchbay.trunk.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import io.patchbay.contract.Topics;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.trunk.events.FactLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What was written here and what the topic says.
final class RegistrationsTest {
  private final Topic topic = new Topic();
  private final Registrations registrations =
      new Registrations(topic, () -> Instant.ofEpochSecond(1_000));

  @Test
  void anOlderRecordThatIsReadBackDoesNotCount() {
    registrations.write("101", "a", List.of(binding("sip:one")));
    registrations.write("101", "a", List.of());
    registrations.write("101", "a", List.of(binding("sip:two")));

    for (RegistrationRecord record : topic.written) {
      registrations.read("101", record);
      assertEquals("sip:two", contact());
    }
  }

  @Test
  void whatAnotherReplicaWroteBeforeOursDoesNotCountAndAfterOursItDoes() {
    RegistrationRecord other =
        RegistrationRecord.newBuilder().setTrunk("b").addBindings(binding("sip:other")).build();
    registrations.write("101", "a", List.of(binding("sip:one")));

    registrations.read("101", other);
    assertEquals("sip:one", contact());
    registrations.removed("101");
    assertEquals("sip:one", contact());

    registrations.read("101", topic.written.getFirst());
    registrations.read("101", other);
    assertEquals("sip:other", contact());
    registrations.removed("101");
    assertEquals(List.of(), registrations.bindings("101"));
  }

  @Test
  void aRecordThatIsLostIsNotWaitedFor() {
    registrations.write("101", "a", List.of(binding("sip:one")));
    topic.done.getFirst().accept(false);

    registrations.read(
        "101",
        RegistrationRecord.newBuilder().setTrunk("b").addBindings(binding("sip:other")).build());

    assertEquals("sip:other", contact());
  }

  private String contact() {
    return registrations.bindings("101").getFirst().getContact();
  }

  private static Binding binding(String contact) {
    return Binding.newBuilder()
        .setContact(contact)
        .setExpiresAt(Timestamp.newBuilder().setSeconds(2_000))
        .build();
  }

  private static final class Topic implements FactLog {
    private final List<RegistrationRecord> written = new ArrayList<>();
    private final List<Consumer<Boolean>> done = new ArrayList<>();

    @Override
    public void publish(Topics.Topic to, String key, MessageLite fact) {
      publish(to, key, fact, _ -> {});
    }

    @Override
    public void publish(Topics.Topic to, String key, MessageLite fact, Consumer<Boolean> safe) {
      written.add((RegistrationRecord) fact);
      done.add(safe);
    }

    @Override
    public void close() {}
  }
}
