package io.patchbay.console;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the console, in a JVM of its own or beside other services.
public final class ConsoleMain {
  /// The environment that selects `application-console.yml` and this service's beans.
  static final String SERVICE = "console";

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleMain.class);

  private ConsoleMain() {}

  /// Starts everything and returns when HTTP and gRPC are open; database, Kafka and services may
  /// come later.
  ///
  /// @param overrides of `application-console.yml`, e.g. `micronaut.server.port`,
  ///   `grpc.server.port`
  /// @return closing it stops the service
  /// @throws IllegalStateException with one clear message
  public static ApplicationContext run(Map<String, Object> overrides) {
    return start(builder().properties(overrides));
  }

  /// The service alone; `--key=value` and environment variables override the configuration.
  public static void main(String[] args) {
    try {
      ApplicationContext context = start(builder().args(args));
      Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop"));
    } catch (IllegalStateException e) {
      LOG.error("{}", e.getMessage());
      System.exit(2);
    }
  }

  private static ApplicationContextBuilder builder() {
    return ApplicationContext.builder()
        .environments(SERVICE)
        .deduceEnvironment(false)
        .banner(false)
        .mainClass(ConsoleMain.class);
  }

  private static ApplicationContext start(ApplicationContextBuilder builder) {
    ApplicationContext context = builder.build();
    try {
      context.start();
      EmbeddedServer http = context.getBean(EmbeddedServer.class).start();
      LOG.info(
          "{} serves {}, gRPC port {}",
          SERVICE,
          http.getURI(),
          context.getBean(Work.class).grpcPort());
      return context;
    } catch (RuntimeException e) {
      context.close();
      throw new IllegalStateException(SERVICE + " does not start: " + reason(e), e);
    }
  }

  /// What went wrong in one line: the deepest message there is.
  private static String reason(Throwable thrown) {
    String reason = String.valueOf(thrown.getMessage());
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        reason = cause.getMessage();
      }
    }
    return reason;
  }
}
