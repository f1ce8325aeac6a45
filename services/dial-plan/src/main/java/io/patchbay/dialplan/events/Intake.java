package io.patchbay.dialplan.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Kinds;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads records and hands them to the decisions. What cannot be read is counted, logged and left
/// out.
public final class Intake implements TopicFollower.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Decisions decisions;
  private final Consumer<CallRecord> calls;
  private final CallDigests digests;
  private final AtomicLong unreadable = new AtomicLong();

  /// @param calls told of every call that is over, more than once
  public Intake(Decisions decisions, Consumer<CallRecord> calls, CallDigests digests) {
    this.decisions = decisions;
    this.calls = calls;
    this.digests = digests;
  }

  /// Records that were no messages.
  public long unreadable() {
    return unreadable.get();
  }

  /// The documents of a batch take effect together.
  @Override
  public void take(List<TopicRecord> batch) {
    List<Document> documents = new ArrayList<>();
    for (TopicRecord record : batch) {
      try {
        take(record, documents);
      } catch (InvalidProtocolBufferException e) {
        unreadable.incrementAndGet();
        LOG.warn(
            "{} {}: not readable, left out: {}",
            record.topic().name(),
            record.key(),
            e.getMessage());
      }
    }
    if (!documents.isEmpty()) {
      decisions.configure(documents).forEach(problem -> LOG.warn("not in force: {}", problem));
      LOG.info(
          "{} documents changed, {} in all", documents.size(), decisions.documents().all().size());
    }
    digests.writeWhenDue();
  }

  @Override
  public void caughtUp(Topics.Topic topic) {
    if (topic.equals(Topics.CALL_RECORDS)) {
      digests.caughtUp();
    }
  }

  private void take(TopicRecord record, List<Document> documents)
      throws InvalidProtocolBufferException {
    if (record.topic().equals(Topics.CALL_RECORDS)) {
      CallRecord call = CallRecord.parseFrom(record.value());
      decisions.count(call);
      calls.accept(call);
      digests.counted(record);
    } else if (record.topic().equals(Topics.CONFIG)) {
      documents.add(
          record.gone() ? Kinds.deletion(record.key()) : Document.parseFrom(record.value()));
    } else if (record.topic().equals(Topics.LINE_STATE)) {
      if (record.gone()) {
        decisions.forget(record.key());
      } else {
        decisions.report(LineStateRecord.parseFrom(record.value()));
      }
    } else if (record.topic().equals(Topics.PHONE_SETTINGS)) {
      decisions.set(PhoneSetting.parseFrom(record.value()));
    }
  }
}
