package io.patchbay.sms.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Kinds;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.launch.kafka.Reading;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.own.Cards;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration documents to those who route; every change of every message, of this and all
/// other replicas, to those who watch; what happens on lines to those who wait for a network.
public final class Intake implements TopicFollower.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Configuration configuration;
  private final Watchers<Message> watchers;
  private final Consumer<LineEventRecord> lineEvents;
  private final Cards cards;

  public Intake(
      Configuration configuration,
      Watchers<Message> watchers,
      Consumer<LineEventRecord> lineEvents,
      Cards cards) {
    this.configuration = configuration;
    this.watchers = watchers;
    this.lineEvents = lineEvents;
    this.cards = cards;
  }

  /// What is read, and from where.
  public static List<Reading> readings() {
    return List.of(
        new Reading.Whole(Topics.CONFIG),
        new Reading.Whole(Topics.LINE_STATE),
        new Reading.FromNow(Topics.SMS_STATUS),
        new Reading.FromNow(Topics.LINE_EVENTS));
  }

  @Override
  public void take(List<TopicRecord> batch) {
    List<Document> documents = new ArrayList<>();
    for (TopicRecord record : batch) {
      try {
        take(record, documents);
      } catch (InvalidProtocolBufferException e) {
        LOG.warn("{} {}: left out: {}", record.topic().name(), record.key(), e.getMessage());
      }
    }
    if (!documents.isEmpty()) {
      configuration.change(documents);
      LOG.info("{} configuration documents taken over", documents.size());
    }
  }

  private void take(TopicRecord record, List<Document> documents)
      throws InvalidProtocolBufferException {
    if (record.topic().equals(Topics.CONFIG)) {
      documents.add(
          record.gone() ? Kinds.deletion(record.key()) : Document.parseFrom(record.value()));
    } else if (record.topic().equals(Topics.LINE_STATE)) {
      if (record.gone()) {
        cards.removed(record.key());
      } else {
        cards.take(LineStateRecord.parseFrom(record.value()));
      }
    } else if (record.gone()) {
      LOG.debug("{} {}: forgotten", record.topic().name(), record.key());
    } else if (record.topic().equals(Topics.LINE_EVENTS)) {
      lineEvents.accept(LineEventRecord.parseFrom(record.value()));
    } else {
      watchers.publish(Message.parseFrom(record.value()));
    }
  }

  @Override
  public void caughtUp(Topics.Topic topic) {
    if (topic.equals(Topics.CONFIG) && !configuration.now().read()) {
      configuration.markRead();
    }
  }
}
