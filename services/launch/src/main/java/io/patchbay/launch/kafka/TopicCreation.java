package io.patchbay.launch.kafka;

import io.patchbay.contract.BackOff;
import io.patchbay.contract.Reason;
import io.patchbay.contract.Topics;
import io.patchbay.contract.Topics.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics that are missing, as [Topics] has them, and brings the settings of those of
/// states up to date. Replicas, and how many partitions a topic has whose order does not matter,
/// are the broker's default.
public final class TopicCreation {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
  private static final long LIMIT_S = 20;

  private TopicCreation() {}

  /// Does it, and returns when they are there.
  ///
  /// @throws ExecutionException the broker refuses
  /// @throws TimeoutException it does not answer for 20 s
  public static void now(String bootstrap)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.CLIENT_ID_CONFIG,
            "topic-creation");
    try (Admin admin = Admin.create(settings)) {
      Set<String> present = admin.listTopics().names().get(LIMIT_S, TimeUnit.SECONDS);
      create(admin, Topics.ALL.stream().filter(topic -> !present.contains(topic.name())).toList());
      admin.incrementalAlterConfigs(settings(present)).all().get(LIMIT_S, TimeUnit.SECONDS);
    }
  }

  private static void create(Admin admin, List<Topic> missing)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<NewTopic> fresh = missing.stream().map(TopicCreation::fresh).toList();
    for (Future<?> one : admin.createTopics(fresh).values().values()) {
      try {
        one.get(LIMIT_S, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e; // otherwise another service was faster
        }
      }
    }
  }

  private static NewTopic fresh(Topic topic) {
    Optional<Integer> partitions = topic.ordered() ? Optional.of(1) : Optional.empty();
    return new NewTopic(topic.name(), partitions, Optional.empty()).configs(topic.settings());
  }

  /// Of topics of states: another version may have created them, and the broker's own are too
  /// small.
  private static Map<ConfigResource, Collection<AlterConfigOp>> settings(Set<String> present) {
    Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
    for (Topic topic : Topics.ALL) {
      if (topic.state() && present.contains(topic.name())) {
        settings.put(
            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
            topic.settings().entrySet().stream()
                .map(one -> new ConfigEntry(one.getKey(), one.getValue()))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList());
      }
    }
    return settings;
  }

  /// Does it on a thread of its own, again and again until it is done or the broker forbids it.
  public static void begin(String bootstrap) {
    Thread.ofVirtual().name("topic-creation").start(() -> persist(bootstrap));
  }

  private static void persist(String bootstrap) {
    BackOff pause = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    try {
      while (!done(bootstrap)) {
        Thread.sleep(pause.next());
      }
    } catch (InterruptedException _) {
      LOG.debug("topics: ended");
    }
  }

  private static boolean done(String bootstrap) throws InterruptedException {
    try {
      now(bootstrap);
      return true;
    } catch (TimeoutException _) {
      LOG.debug("topics: Kafka does not answer");
      return false;
    } catch (ExecutionException e) {
      boolean forbidden = e.getCause() instanceof AuthorizationException;
      LOG.warn("topics are not created{}: {}", forbidden ? "" : " yet", Reason.of(e));
      return forbidden;
    }
  }
}
