package io.patchbay.edge;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edge as a process, or as one of several in a process.
public final class EdgeMain {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeMain.class);

  private EdgeMain() {}

  /// Starts an edge and returns when its lines are being opened and its HTTP port answers.
  ///
  /// @param overrides `patchbay.*` and `micronaut.*` properties
  /// @throws RuntimeException with one clear message
  public static ApplicationContext run(Map<String, Object> overrides) {
    return Micronaut.build(new String[0])
        .banner(false)
        .deduceEnvironment(false)
        .environments("edge")
        .properties(overrides)
        .start();
  }

  /// `--key=value` arguments over environment variables.
  public static void main(String[] arguments) {
    var overrides = new HashMap<String, Object>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        LOG.error("'{}' is not --key=value", argument);
        System.exit(2);
      }
      overrides.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    try {
      run(overrides);
    } catch (RuntimeException failed) {
      LOG.error("the edge cannot start: {}", reason(failed));
      System.exit(2);
    }
  }

  private static String reason(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
