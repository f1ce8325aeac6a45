package io.patchbay.sms;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts sms-router, in a JVM of its own or beside other services.
public final class SmsRouterMain {
  /// The environment that selects `application-sms-router.yml` and this service's beans.
  static final String SERVICE = "sms-router";

  private static final Logger LOG = LoggerFactory.getLogger(SmsRouterMain.class);

  private SmsRouterMain() {}

  /// Starts everything and returns when gRPC and HTTP are open; the database and Kafka may come
  /// later.
  ///
  /// @param overrides of `application-sms-router.yml`, e.g. `grpc.server.port`,
  ///   `micronaut.server.port`
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
        .mainClass(SmsRouterMain.class);
  }

  private static ApplicationContext start(ApplicationContextBuilder builder) {
    ApplicationContext context = builder.build();
    try {
      context.start();
      context.getBean(EmbeddedServer.class).start();
      LOG.info("{} answers gRPC on {}", SERVICE, context.getBean(SmsRouter.class).grpcPort());
      return context;
    } catch (RuntimeException e) {
      context.close();
      throw new IllegalStateException(SERVICE + " does not start: " + reason(e), e);
    }
  }

  /// What went wrong in one line; our own I/O messages name the address, so nothing deeper is
  /// needed.
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && !(cause instanceof UncheckedIOException)) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
