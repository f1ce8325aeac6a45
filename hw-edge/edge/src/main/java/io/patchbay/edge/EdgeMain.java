package io.patchbay.edge;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.patchbay.contract.Reason;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edge as a process, or as one of several in a process.
public final class EdgeMain {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeMain.class);

  private static final Map<String, String> SHORT_OPTIONS =
      Map.of(
          "--config", "patchbay.config-dir",
          "--data", "patchbay.data-dir",
          "--name", "patchbay.edge.name");

  private EdgeMain() {}

  /// Starts an edge and returns when its lines are being opened and its HTTP port answers.
  ///
  /// @param overrides `patchbay.*` and `micronaut.*` properties
  /// @throws IllegalStateException with one clear message
  public static ApplicationContext run(Map<String, Object> overrides) {
    var context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .environments("edge")
            .properties(overrides)
            .build();
    try {
      context.start();
      context.getBean(EmbeddedServer.class).start();
      return context;
    } catch (RuntimeException failed) {
      context.close();
      throw new IllegalStateException("the edge does not start: " + Reason.of(failed), failed);
    }
  }

  /// `--config DIR`, `--data DIR`, `--name EDGE` and `--key=value`, over environment variables.
  public static void main(String[] arguments) {
    var overrides = new HashMap<String, Object>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      String property = SHORT_OPTIONS.get(argument);
      if (property != null && i + 1 < arguments.length) {
        overrides.put(property, arguments[++i]);
      } else if (argument.startsWith("--") && equals > 0) {
        overrides.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else {
        LOG.error("'{}' is not --config DIR, --data DIR, --name EDGE or --key=value", argument);
        System.exit(2);
      }
    }
    try {
      var context = run(overrides);
      Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop"));
    } catch (IllegalStateException failed) {
      LOG.error("{}", failed.getMessage());
      System.exit(2);
    }
  }
}
