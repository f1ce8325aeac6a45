package io.patchbay.trunk;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts sip-trunk, in a JVM of its own or beside other services.
public final class SipTrunkMain {
  private static final String SERVICE = "sip-trunk";
  private static final Logger LOG = LoggerFactory.getLogger(SipTrunkMain.class);

  private SipTrunkMain() {}

  /// Starts everything and returns when SIP, gRPC and HTTP are open; Kafka may come later.
  ///
  /// @param overrides of `application-sip-trunk.yml`
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
        .mainClass(SipTrunkMain.class);
  }

  private static ApplicationContext start(ApplicationContextBuilder builder) {
    ApplicationContext context = builder.build();
    try {
      context.start();
      context.getBean(EmbeddedServer.class).start();
      LOG.info("{} answers gRPC on {}", SERVICE, context.getBean(Trunk.class).server.port());
      return context;
    } catch (RuntimeException e) {
      context.close();
      throw new IllegalStateException(SERVICE + " does not start: " + reason(e), e);
    }
  }

  /// The innermost message of ours.
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && !(cause instanceof UncheckedIOException)
        && !String.valueOf(cause.getMessage()).contains(" is taken")) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
