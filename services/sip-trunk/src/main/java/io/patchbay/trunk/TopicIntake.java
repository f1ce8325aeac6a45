package io.patchbay.trunk;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Kinds;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.trunk.account.TrunkBoard;
import io.patchbay.trunk.config.Knowledge;
import io.patchbay.trunk.edge.EdgeHub;
import io.patchbay.trunk.register.Registrations;
import io.patchbay.trunk.watch.CallsElsewhere;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the topics tell this replica: documents, registrations, line states, calls of others. What
/// is not understood is logged and left out.
///
/// @param configure takes the documents of a batch together
/// @param documentsRead told when all of them have been taken
/// @param police takes what policies have done to a line
/// @param phones takes what somebody has set on a phone
record TopicIntake(
    Consumer<Collection<Document>> configure,
    Runnable documentsRead,
    Consumer<PolicyStateRecord> police,
    Consumer<PhoneSetting> phones,
    Knowledge knowledge,
    Registrations registrations,
    TrunkBoard trunks,
    CallsElsewhere calls,
    EdgeHub hub)
    implements TopicFollower.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(TopicIntake.class);

  @Override
  public void take(List<TopicRecord> batch) {
    List<Document> documents = new ArrayList<>();
    for (TopicRecord record : batch) {
      try {
        take(record, documents);
      } catch (InvalidProtocolBufferException e) {
        LOG.warn("{} {}: not understood: {}", record.topic().name(), record.key(), e.getMessage());
      }
    }
    if (!documents.isEmpty()) {
      configure.accept(documents);
    }
  }

  private void take(TopicRecord record, List<Document> documents)
      throws InvalidProtocolBufferException {
    if (record.topic().equals(Topics.CONFIG)) {
      documents.add(
          record.gone() ? Kinds.deletion(record.key()) : Document.parseFrom(record.value()));
    } else if (record.topic().equals(Topics.REGISTRATIONS)) {
      if (record.gone()) {
        registrations.removed(record.key());
      } else {
        registrations.read(record.key(), RegistrationRecord.parseFrom(record.value()));
      }
    } else if (record.topic().equals(Topics.TRUNK_STATE)) {
      if (record.gone()) {
        trunks.removed(record.key());
      } else {
        trunks.read(TrunkStateRecord.parseFrom(record.value()));
      }
    } else if (record.topic().equals(Topics.CALL_EVENTS)) {
      calls.take(record.key(), record.value());
    } else if (record.topic().equals(Topics.POLICY_STATE)) {
      if (!record.gone()) {
        police.accept(PolicyStateRecord.parseFrom(record.value()));
      }
    } else if (record.topic().equals(Topics.PHONE_SETTINGS)) {
      if (!record.gone()) {
        phones.accept(PhoneSetting.parseFrom(record.value()));
      }
    } else if (record.topic().equals(Topics.LINE_STATE)) {
      if (record.gone()) {
        hub.lineStateRemoved(record.key());
      } else {
        hub.lineState(LineStateRecord.parseFrom(record.value()));
      }
    }
  }

  @Override
  public void caughtUp(Topics.Topic topic) {
    if (topic.equals(Topics.CONFIG)) {
      knowledge.documentsRead();
      documentsRead.run();
    } else if (topic.equals(Topics.REGISTRATIONS)) {
      knowledge.registrationsRead();
    } else if (topic.equals(Topics.LINE_STATE)) {
      hub.lineStatesRead();
    }
  }
}
