package io.patchbay.console.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.config.Secrets;
import io.patchbay.console.live.Board;
import io.patchbay.console.live.Feed;
import io.patchbay.contract.Fault;
import io.patchbay.contract.Topics;
import io.patchbay.contract.Topics.Topic;
import io.patchbay.launch.kafka.Reading;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.proto.sms.v1.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where each topic's values go. A value that cannot be read is logged and passed over.
public final class Intake implements TopicFollower.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Board board;
  private final Configuration configuration;
  private final Feed feed;
  private final Map<Topic, Reader> readers;

  public Intake(Board board, AuditTrail audit, Configuration configuration, Feed feed) {
    this.board = board;
    this.configuration = configuration;
    this.feed = feed;
    Map<Topic, Reader> known =
        Map.of(
            Topics.LINE_STATE, value -> board.line(LineStateRecord.parseFrom(value)),
            Topics.LINE_EVENTS, value -> board.lineEvent(LineEventRecord.parseFrom(value)),
            Topics.POLICY_STATE, value -> board.policy(PolicyStateRecord.parseFrom(value)),
            Topics.CALL_EVENTS, value -> board.call(CallEvent.parseFrom(value)),
            Topics.CALL_RECORDS, value -> board.record(CallRecord.parseFrom(value)),
            Topics.SMS_STATUS, value -> board.message(Message.parseFrom(value)),
            Topics.REGISTRATIONS, value -> board.registration(RegistrationRecord.parseFrom(value)),
            Topics.TRUNK_STATE, value -> board.trunk(TrunkStateRecord.parseFrom(value)),
            Topics.CONFIG, value -> document(Document.parseFrom(value)),
            Topics.AUDIT, value -> audit.add(AuditRecord.parseFrom(value)));
    Map<Topic, Reader> all = new HashMap<>(known);
    all.put(Topics.PHONE_SETTINGS, value -> board.setting(PhoneSetting.parseFrom(value)));
    readers = Map.copyOf(all);
  }

  /// What is read: compacted topics whole, logs since that instant.
  public List<Reading> readings(Instant since) {
    return readers.keySet().stream()
        .<Reading>map(
            topic -> topic.compacted() ? new Reading.Whole(topic) : new Reading.Since(topic, since))
        .toList();
  }

  @FunctionalInterface
  private interface Reader {
    void read(byte[] value) throws InvalidProtocolBufferException;
  }

  @Override
  public void take(List<TopicRecord> batch) {
    for (TopicRecord record : batch) {
      try {
        take(record);
      } catch (InvalidProtocolBufferException e) {
        LOG.warn(
            "{}: value of {} cannot be read: {}",
            record.topic().name(),
            record.key(),
            e.getMessage());
      }
    }
  }

  @Override
  public void changed(TopicFollower.State state) {
    feed.set(state);
  }

  private void take(TopicRecord record) throws InvalidProtocolBufferException {
    Reader reader = readers.get(record.topic());
    if (record.gone()) {
      gone(record);
    } else if (reader != null) {
      reader.read(record.value());
    }
  }

  private void gone(TopicRecord record) {
    if (record.topic().equals(Topics.LINE_STATE)) {
      board.lineGone(record.key());
    } else if (record.topic().equals(Topics.REGISTRATIONS)) {
      board.registration(RegistrationRecord.newBuilder().setExtension(record.key()).build());
    }
  }

  /// The database is the truth; the topic tells when another replica has changed it.
  private void document(Document document) {
    long known =
        configuration
            .documents()
            .get(document.getKind(), document.getName())
            .map(Document::getRevision)
            .orElse(0L);
    if (configuration.loaded() && document.getRevision() > known) {
      try {
        configuration.reload();
      } catch (Fault e) {
        LOG.warn("configuration: not read again: {}", e.getMessage());
      }
    }
    board.configured(Secrets.redact(document));
  }
}
