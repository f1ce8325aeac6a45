package io.patchbay.launch;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.patchbay.contract.Reason;
import io.patchbay.launch.kafka.TopicCreation;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts one service as a Micronaut context, in a JVM of its own or beside other services.
///
/// @param service names the environment, which selects `application-<service>.yml` and the beans
/// @param grpcPort brings up what the service runs and says where it answers gRPC
public record Launcher(String service, ToIntFunction<ApplicationContext> grpcPort) {
  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  /// Starts everything and returns when gRPC and HTTP are open; database, Kafka and other services
  /// may come later.
  ///
  /// @param overrides of `application-<service>.yml`, e.g. `grpc.server.port`,
  ///   `micronaut.server.port`
  /// @return closing it stops the service
  /// @throws IllegalStateException with one clear message
  public ApplicationContext run(Map<String, Object> overrides) {
    return start(builder().properties(overrides));
  }

  /// The service alone in this JVM: `--key=value` and environment variables override its
  /// configuration. Creates the topics that Kafka has not got. Ends the JVM with status 2 when it
  /// does not start.
  public void main(String... arguments) {
    try {
      ApplicationContext context = start(builder().args(arguments));
      context.getProperty("patchbay.kafka.bootstrap", String.class).ifPresent(TopicCreation::begin);
      Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop"));
    } catch (IllegalStateException e) {
      LOG.error("{}", e.getMessage());
      System.exit(2);
    }
  }

  private ApplicationContextBuilder builder() {
    return ApplicationContext.builder()
        .environments(service)
        .deduceEnvironment(false)
        .banner(false);
  }

  private ApplicationContext start(ApplicationContextBuilder builder) {
    ApplicationContext context = builder.build();
    try {
      context.start();
      EmbeddedServer http = listen(context.getBean(EmbeddedServer.class));
      int port = grpcPort.applyAsInt(context);
      LOG.info("{} answers HTTP on port {}, gRPC on port {}", service, http.getPort(), port);
      return context;
    } catch (RuntimeException e) {
      context.close();
      throw new IllegalStateException(service + " does not start: " + Reason.of(e), e);
    }
  }

  private static EmbeddedServer listen(EmbeddedServer http) {
    try {
      return http.start();
    } catch (ServerStartupException e) {
      throw new IllegalStateException("HTTP port " + http.getPort() + " does not open", e);
    }
  }
}
