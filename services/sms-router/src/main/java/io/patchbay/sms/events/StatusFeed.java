package io.patchbay.sms.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.contract.Topics;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.proto.sms.v1.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every change of every message, of this and all other replicas, to those who watch. For one
/// thread.
public final class StatusFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusFeed.class);

  private final TopicReader topic;
  private final Watchers<Message> watchers;

  public StatusFeed(Clients clients, Watchers<Message> watchers) {
    this.topic = new TopicReader(clients, Topics.SMS_STATUS.name(), false);
    this.watchers = watchers;
  }

  /// Hands on what is new.
  public void step() {
    for (byte[] value : topic.read().values()) {
      try {
        watchers.publish(Message.parseFrom(value));
      } catch (InvalidProtocolBufferException e) {
        LOG.warn("a status that is no message: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
