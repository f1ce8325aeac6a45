package io.patchbay.console.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.config.Secrets;
import io.patchbay.console.live.Board;
import io.patchbay.contract.Fault;
import io.patchbay.contract.Topics;
import io.patchbay.contract.Topics.Topic;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.proto.sms.v1.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where each topic's values go. A value that cannot be read is logged and passed over.
public final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Board board;
  private final AuditTrail audit;
  private final Configuration configuration;
  private final Map<Topic, Reader> readers =
      Map.of(
          Topics.LINE_STATE, this::lineState,
          Topics.LINE_EVENTS, (_, value) -> lineEvent(value),
          Topics.CALL_EVENTS, (_, value) -> callEvent(value),
          Topics.CALL_RECORDS, (_, value) -> callRecord(value),
          Topics.SMS_STATUS, (_, value) -> message(value),
          Topics.REGISTRATIONS, this::registration,
          Topics.CONFIG, (_, value) -> document(value),
          Topics.AUDIT, (_, value) -> auditRecord(value));

  public Intake(Board board, AuditTrail audit, Configuration configuration) {
    this.board = board;
    this.audit = audit;
    this.configuration = configuration;
  }

  @FunctionalInterface
  private interface Reader {
    void read(String key, byte @Nullable [] value) throws InvalidProtocolBufferException;
  }

  /// Takes one value in.
  ///
  /// @param value null: the key is no more
  void accept(Topic topic, @Nullable String key, byte @Nullable [] value) {
    Reader reader = readers.get(topic);
    if (reader == null) {
      return;
    }
    try {
      reader.read(key == null ? "" : key, value);
    } catch (InvalidProtocolBufferException e) {
      LOG.warn("{}: value of {} cannot be read: {}", topic.name(), key, e.getMessage());
    }
  }

  private void lineState(String key, byte @Nullable [] value)
      throws InvalidProtocolBufferException {
    if (value == null) {
      board.lineGone(key);
    } else {
      board.line(LineStateRecord.parseFrom(value));
    }
  }

  private void registration(String key, byte @Nullable [] value)
      throws InvalidProtocolBufferException {
    board.registration(
        value == null
            ? RegistrationRecord.newBuilder().setExtension(key).build()
            : RegistrationRecord.parseFrom(value));
  }

  private void lineEvent(byte @Nullable [] value) throws InvalidProtocolBufferException {
    if (value != null) {
      board.lineEvent(LineEventRecord.parseFrom(value));
    }
  }

  private void callEvent(byte @Nullable [] value) throws InvalidProtocolBufferException {
    if (value != null) {
      board.call(CallEvent.parseFrom(value));
    }
  }

  private void callRecord(byte @Nullable [] value) throws InvalidProtocolBufferException {
    if (value != null) {
      board.record(CallRecord.parseFrom(value));
    }
  }

  private void message(byte @Nullable [] value) throws InvalidProtocolBufferException {
    if (value != null) {
      board.message(Message.parseFrom(value));
    }
  }

  private void auditRecord(byte @Nullable [] value) throws InvalidProtocolBufferException {
    if (value != null) {
      audit.add(AuditRecord.parseFrom(value));
    }
  }

  /// The database is the truth; the topic tells when another replica has changed it.
  private void document(byte @Nullable [] value) throws InvalidProtocolBufferException {
    if (value == null) {
      return;
    }
    Document document = Document.parseFrom(value);
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
