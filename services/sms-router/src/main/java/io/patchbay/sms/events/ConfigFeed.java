package io.patchbay.sms.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.contract.Topics;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.sms.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration documents from their topic. For one thread.
public final class ConfigFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFeed.class);

  private final TopicReader topic;
  private final Configuration configuration;

  public ConfigFeed(Clients clients, Configuration configuration) {
    this.topic = new TopicReader(clients, Topics.CONFIG.name(), true);
    this.configuration = configuration;
  }

  /// Takes over what is new.
  public void step() {
    TopicReader.Read read = topic.read();
    List<Document> documents = new ArrayList<>();
    for (byte[] value : read.values()) {
      try {
        documents.add(Document.parseFrom(value));
      } catch (InvalidProtocolBufferException e) {
        LOG.warn("a configuration document that does not parse is left out: {}", e.getMessage());
      }
    }
    if (!documents.isEmpty()) {
      configuration.change(documents);
      LOG.info("{} configuration documents taken over", documents.size());
    }
    if (read.caughtUp() && !configuration.now().read()) {
      configuration.markRead();
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
